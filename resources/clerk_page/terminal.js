// What is asked of the terminal, and the live list it tells.

const SILENCE_MS = 12000; // it says something every 5 s
const AGAIN_MS = 1500;

let token = "";

export class Refused extends Error {
  constructor(status, answer) {
    super(String(answer.refused));
    this.status = status;
    this.reason = String(answer.refused);
    this.waitSeconds = Math.ceil(Number(answer.wait_s) || 0);
  }
}

async function ask(method, path, body) {
  const headers = { "X-Clerk-Token": token };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const request = { method, headers, cache: "no-store", credentials: "same-origin", redirect: "error" };
  if (body !== undefined) request.body = JSON.stringify(body);
  const response = await fetch(path, request);
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer);
  if (path === "/session") token = answer.token ?? "";
  return answer;
}

export const words = () => ask("GET", "/words");
export const session = () => ask("GET", "/session");
export const logIn = (login, pin) => ask("POST", "/session", { login, pin });
export const logOut = () => ask("DELETE", "/session");
export const take = (id) => ask("POST", "/calls/take", { id });
export const giveBack = (id) => ask("POST", "/calls/give-back", { id });
export const close = (id, note) => ask("POST", "/calls/close", { id, note });
export const seen = (ids) => ask("POST", "/calls/seen", { ids });

// Tells `calls(rows)`, `trouble()`, `lost()` and `ended()` until it is closed; comes back by itself.
export class Live {
  #tell;
  #source = null;
  #timer = 0;
  #closed = false;

  constructor(tell) {
    this.#tell = tell;
    this.#open();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #open() {
    this.#source = new EventSource("/calls");
    this.#source.addEventListener("calls", (event) => this.#heard(() => this.#tell.calls(JSON.parse(event.data))));
    this.#source.addEventListener("trouble", () => this.#heard(() => this.#tell.trouble()));
    this.#source.addEventListener("ended", () => this.#end());
    this.#source.onerror = () => this.#lose();
    this.#timer = setTimeout(() => this.#lose(), SILENCE_MS);
  }

  #heard(tell) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(), SILENCE_MS);
    tell();
  }

  #lose() {
    if (this.#closed) return;
    this.#source.close();
    clearTimeout(this.#timer);
    this.#tell.lost();
    this.#timer = setTimeout(() => this.#again(), AGAIN_MS);
  }

  async #again() {
    try {
      const { login } = await session();
      if (this.#closed) return;
      if (login === null) this.#end();
      else this.#open();
    } catch {
      if (!this.#closed) this.#timer = setTimeout(() => this.#again(), AGAIN_MS);
    }
  }

  #end() {
    if (this.#closed) return;
    this.close();
    this.#tell.ended();
  }
}
