// The list. Rows are kept and changed in place, so that a finger or the keyboard's focus never loses its button.
// Everything that comes from the terminal is put in as text.

export class Rows {
  #list;
  #template;
  #words;
  #kinds;
  #acts;
  #rows = new Map();

  // acts: go(id), notGoing(id), done(id, note)
  constructor(list, template, words, kinds, acts) {
    this.#list = list;
    this.#template = template;
    this.#words = words;
    this.#kinds = kinds;
    this.#acts = acts;
  }

  name(call) {
    return call.word || this.#kinds[call.kind] || this.#words.title;
  }

  // The ids of calls that are new and nobody goes to.
  show(calls) {
    const ids = new Set(calls.map((call) => call.id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      const next = row.contains(document.activeElement) ? row.nextElementSibling ?? row.previousElementSibling : null;
      row.remove();
      this.#rows.delete(id);
      if (next) focusAct(next);
    }
    const fresh = [];
    let before = null;
    for (const call of calls) {
      let row = this.#rows.get(call.id);
      if (!row) {
        row = this.#made(call);
        this.#rows.set(call.id, row);
        if (call.taken === "nobody") fresh.push(call.id);
      }
      const place = before ? before.nextElementSibling : this.#list.firstElementChild;
      if (place !== row && !row.contains(document.activeElement)) this.#list.insertBefore(row, place);
      this.#fill(row, call);
      before = row;
    }
    return fresh;
  }

  clear() {
    this.#rows.clear();
    this.#list.replaceChildren();
  }

  #made(call) {
    const row = this.#template.content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`.${name}`);
    const form = part("closing");
    part("go").textContent = this.#words.go;
    part("done").textContent = this.#words.done;
    part("not-going").textContent = this.#words["not-going"];
    part("close").textContent = this.#words.done;
    part("back").textContent = this.#words.back;
    form.querySelector("span").textContent = this.#words.note;
    const ask = (asked) => {
      form.hidden = !asked;
      part("acts").hidden = asked;
      if (asked) form.elements.note.focus();
      else part("done").focus();
    };
    part("go").addEventListener("click", () => this.#acts.go(call.id));
    part("not-going").addEventListener("click", () => this.#acts.notGoing(call.id));
    part("done").addEventListener("click", () => ask(true));
    part("back").addEventListener("click", () => ask(false));
    form.addEventListener("keydown", (event) => event.key === "Escape" && ask(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#acts.done(call.id, form.elements.note.value);
    });
    row.classList.add("new");
    setTimeout(() => row.classList.remove("new"), 10000);
    return row;
  }

  #fill(row, call) {
    const mine = call.taken === "me";
    const kind = this.#kinds[call.kind] ?? call.kind;
    text(row, "word", call.word || kind);
    text(row, "kind", call.word ? kind : "");
    text(row, "age", this.#age(call.age_s));
    text(row, "other", call.taken === "other" ? this.#words["other-goes"] : mine ? this.#words.going : "");
    const active = row.contains(document.activeElement) ? document.activeElement : null;
    row.classList.toggle("nobody-goes", call.taken === "nobody");
    row.querySelector(".go").hidden = call.taken !== "nobody";
    row.querySelector(".done").hidden = !mine;
    row.querySelector(".not-going").hidden = !mine;
    if (!mine) {
      row.querySelector(".closing").hidden = true;
      row.querySelector(".acts").hidden = false;
    }
    if (active && !active.checkVisibility()) focusAct(row);
  }

  #age(seconds) {
    if (seconds < 60) return this.#words["just-now"];
    if (seconds < 3600) return this.#words.minutes.replace("{minutes}", Math.floor(seconds / 60));
    return this.#words.hours.replace("{hours}", Math.floor(seconds / 3600));
  }
}

// The keyboard goes on where it was: at the next thing to do.
function focusAct(row) {
  [...row.querySelectorAll("button")].find((button) => button.checkVisibility())?.focus();
}

function text(row, name, said) {
  const part = row.querySelector(`.${name}`);
  if (part.textContent !== said) part.textContent = said;
  part.hidden = said === "";
}
