import { Ring } from "./ring.js";
import { Rows } from "./rows.js";
import * as terminal from "./terminal.js";

const at = (id) => document.getElementById(id);
const { page: words, kinds, refused } = await terminal.words();
for (const part of document.querySelectorAll("[data-word]")) part.textContent = words[part.dataset.word];

const ring = new Ring(words);
const rows = new Rows(at("calls"), at("call"), words, kinds, { go, notGoing, done });
let live = null;
let calls = [];
let leaving = false; // the list may hear of the log-out before the button does

function filled(sentence, blanks) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(blanks[name]));
}

function say(said) {
  at("said").textContent = said;
}

function warn(said) {
  at("lost").textContent = said;
  at("lost").hidden = said === "";
  at("board").classList.toggle("old", said !== "");
}

function showSound() {
  at("sound").textContent = ring.isOn ? words["sound-again"] : words["sound-off"];
}

// --- the door ---
function showDoor(said) {
  live?.close();
  live = null;
  calls = [];
  rows.clear();
  ring.quiet();
  warn("");
  say("");
  document.querySelector("header").hidden = true;
  at("board").hidden = true;
  at("door").hidden = false;
  at("refused").textContent = said;
  at("pin").value = "";
  at(at("login").value ? "pin" : "login").focus();
}

function why(error) {
  if (!(error instanceof terminal.Refused)) return words.lost;
  const seconds = error.waitSeconds;
  const sentence = error.reason === "wrong" && seconds > 0 ? refused["wrong-wait"] : refused[error.reason] ?? refused.other;
  return filled(sentence, { seconds, minutes: Math.ceil(seconds / 60) });
}

at("door").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  const sounding = ring.switchOn(); // the press is a touch: the sound may begin
  button.disabled = true;
  at("refused").textContent = words.checking;
  try {
    const { login, ends_s: endsSeconds } = await terminal.logIn(at("login").value.trim(), at("pin").value);
    await Promise.race([sounding, new Promise((done) => setTimeout(done, 500))]);
    showBoard(login, endsSeconds);
  } catch (error) {
    at("refused").textContent = why(error);
    at("pin").value = "";
    at("pin").focus();
  } finally {
    button.disabled = false;
  }
});

at("log-out").addEventListener("click", async () => {
  leaving = true;
  try {
    await terminal.logOut();
    showDoor(words.left);
  } catch (error) {
    if (error instanceof terminal.Refused && error.status === 401) showDoor(words.left);
    else say(words.again);
  } finally {
    leaving = false;
  }
});

// --- the board ---
function showBoard(login, endsSeconds) {
  at("door").hidden = true;
  at("pin").value = "";
  document.querySelector("header").hidden = false;
  at("board").hidden = false;
  const ends = Date.now() + endsSeconds * 1000;
  const showWho = () => {
    const minutes = Math.max(0, Math.ceil((ends - Date.now()) / 60000));
    at("who").textContent = [login, minutes <= 15 ? filled(words.ends, { minutes }) : ""].filter(Boolean).join(" · ");
  };
  showWho();
  showSound();
  live = new terminal.Live({
    calls: (newest) => {
      warn("");
      showWho();
      show(newest);
    },
    trouble: () => warn(words.trouble),
    lost: () => warn(words.lost),
    ended: () => showDoor(leaving ? words.left : words.ended),
  });
}

function show(newest) {
  calls = newest;
  const fresh = rows.show(calls);
  at("nobody").hidden = calls.length > 0;
  ring.tell(fresh.length > 0, calls.filter((call) => call.taken === "nobody").length);
  tellSeen();
}

// A visitor is told that staff know only when somebody can see it here, or hears it.
const told = new Set();
function tellSeen() {
  if (document.visibilityState !== "visible" && !ring.isOn) return;
  const ids = calls.map((call) => call.id).filter((id) => !told.has(id));
  if (ids.length === 0) return;
  ids.forEach((id) => told.add(id));
  terminal.seen(ids).catch(() => ids.forEach((id) => told.delete(id)));
}
document.addEventListener("visibilitychange", tellSeen);

async function act(id, ask, after) {
  const call = calls.find((one) => one.id === id);
  try {
    const { done } = await ask();
    say(done ? after(call) : words["too-late"]);
  } catch (error) {
    if (error instanceof terminal.Refused && error.status === 401) showDoor(words.ended);
    else say(words.again);
  }
}

function go(id) {
  act(id, () => terminal.take(id), () => "");
}

function notGoing(id) {
  act(id, () => terminal.giveBack(id), () => "");
}

function done(id, note) {
  const sentence = note.trim() === "" ? words.closed : words["closed-note"];
  act(id, () => terminal.close(id, note), (call) => filled(sentence, { word: call ? rows.name(call) : "", note }));
}

at("sound").addEventListener("click", async () => {
  if (ring.isOn) ring.switchOff();
  else await ring.switchOn();
  showSound();
});

// --- the beginning ---
const { login, ends_s: endsSeconds } = await terminal.session();
if (login === null) showDoor("");
else showBoard(login, endsSeconds);
