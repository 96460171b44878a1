// The review card: answers are taken here at once and sent to Bursar in batches. An answer stays in the
// outbox, and is sent again under the same id, until Bursar says what came of it.

const AGAIN_MS = 5000;
const LATE_MS = 8000;
const AWAY_MS = 2000;
const sittings = new Map();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!sittings.has(data.whose)) sittings.set(data.whose, new Sitting(data.whose));
  const sitting = sittings.get(data.whose);
  sitting.send = (name, value) => setTriggerValue(name, value);
  sitting.mount(parentElement.querySelector(".review"));
  sitting.take(data);
  return () => sitting.leave(parentElement.querySelector(".review"));
}

class Sitting extends Picture {
  constructor(whose) {
    super();
    this.store = `bursar-review-${whose}`;
    this.serial = 0;
    this.sending = 0;
    this.since = performance.now();
    this.outbox = JSON.parse(sessionStorage.getItem(this.store) || "[]");
    this.cards = [];
    this.onKey = (event) => this.key(event);
    this.begin();
  }

  // ---- a sitting begins anew each time the page is opened

  begin() {
    this.front = [];
    this.history = [];
    this.passed = new Set();
    this.sorted = {};
    this.started = 0;
    this.ended = 0;
  }

  mount(root) {
    if (this.root === root) return;
    if (this.left && performance.now() - this.left > AWAY_MS) this.begin();
    const had = !this.root || this.focused;
    this.root = root;
    this.left = 0;
    for (const button of root.querySelectorAll("[data-act]")) {
      button.addEventListener("click", () => this.act(button.dataset.act));
    }
    this.input.addEventListener("input", () => this.list(0));
    this.input.addEventListener("keydown", (event) => this.searchKey(event));
    document.addEventListener("keydown", this.onKey);
    this.timer = this.timer || setInterval(() => this.tick(), 500);
    if (had) root.focus({ preventScroll: true });
  }

  leave(root) {
    if (this.root !== root) return;
    this.focused = root.getRootNode().activeElement !== null;
    document.removeEventListener("keydown", this.onKey);
    clearInterval(this.timer);
    this.timer = 0;
    this.left = performance.now();
  }

  // ---- what Bursar says: the next cards, and what came of the answers sent

  take(data) {
    this.data = data;
    this.words = data.words;
    if (data.serial === this.serial) this.sending = 0;
    for (const ack of data.acks) this.acknowledge(ack);
    this.cards = data.cards;
    if (!this.outbox.length && this.find(".said").textContent === this.words.late) this.say("");
    this.draw();
    this.flush();
  }

  acknowledge(ack) {
    const at = this.outbox.findIndex((each) => each.id === ack.id);
    if (at < 0) return;
    if (ack.say) this.say(ack.say, true);
    if (ack.again) return;
    const [decision] = this.outbox.splice(at, 1);
    this.since = performance.now();
    this.save();
    if (!ack.say) return;
    this.front = this.front.filter((card) => card.part !== decision.part);
    this.passed.delete(decision.part);
    const known = this.history.findIndex((each) => each.decision.id === decision.id);
    if (known >= 0) this.count(this.history.splice(known, 1)[0], -1);
  }

  save() {
    sessionStorage.setItem(this.store, JSON.stringify(this.outbox));
  }

  flush() {
    if (this.sending || !this.outbox.length) return;
    this.serial += 1;
    this.sending = performance.now();
    this.send("batch", { serial: this.serial, decisions: this.outbox });
  }

  tick() {
    const now = performance.now();
    if (this.sending && now - this.sending > AGAIN_MS) this.sending = 0;
    if (this.outbox.length && now - this.since > LATE_MS) this.say(this.words.late, true);
    this.flush();
  }

  // ---- the queue: cards put back by undoing first, then Bursar's order without what is answered here

  queue() {
    const answered = new Set();
    for (const each of this.outbox) {
      if (each.kind === "undo") answered.delete(each.part);
      else answered.add(each.part);
    }
    const fresh = new Map(this.cards.map((card) => [card.part, card]));
    const undoing = new Set(this.outbox.filter((each) => each.kind === "undo").map((each) => each.part));
    const front = this.front
      .filter((card) => !answered.has(card.part) && (fresh.has(card.part) || undoing.has(card.part)))
      .map((card) => fresh.get(card.part) || card);
    const first = new Set(front.map((card) => card.part));
    const rest = this.cards.filter((card) => !first.has(card.part) && !answered.has(card.part));
    // Whatever Bursar's new order is: the card under somebody's fingers stays where it is.
    const shown = rest.filter((card) => card.part === this.shown && !this.passed.has(card.part));
    return [...front, ...shown, ...rest.filter((card) => !shown.includes(card))];
  }

  get card() {
    const [card] = this.queue();
    return card && !this.passed.has(card.part) ? card : undefined;
  }

  // ---- answers

  decide(kind, category) {
    const card = this.card;
    if (!card) return;
    const kinds = { file: card.check ? "check" : "file", skip: card.check ? "check" : "skip", split: "split" };
    const decision = {
      id: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`,
      kind: kinds[kind],
      part: card.part,
      label: card.label,
      category: category ? category.key : "",
      undoes: "",
    };
    const entry = { decision, card };
    this.started = this.started || performance.now();
    this.ended = performance.now();
    this.history.push(entry);
    this.front = this.front.filter((each) => each.part !== card.part);
    if (kind === "skip") this.passed.add(card.part);
    this.count(entry, 1);
    this.put(decision);
    const words = { file: this.words.filed, skip: this.words.skipped, split: this.words.broken }[kind];
    this.say(fill(words, { payee: card.payee, category: category ? category.name : "" }));
    this.draw(true);
  }

  count(entry, sign) {
    if (entry.decision.kind !== "file") return;
    const { currency, money } = entry.card;
    this.sorted[currency] = (this.sorted[currency] || 0) + sign * money;
  }

  put(decision) {
    if (!this.outbox.length) this.since = performance.now();
    this.outbox.push(decision);
    this.save();
    this.flush();
  }

  undo() {
    const entry = this.history.pop();
    if (!entry) return this.say(this.words.nothing_to_undo);
    this.count(entry, -1);
    this.passed.delete(entry.card.part);
    this.front.unshift(entry.card);
    const { decision } = entry;
    this.put({ ...decision, id: `${decision.id.slice(0, 35)}-undo`, kind: "undo", undoes: decision.id });
    this.say(fill(this.words.undone, { payee: entry.card.payee }));
    this.draw(true);
  }

  // ---- hands

  act(name) {
    const acts = {
      search: () => this.search(true),
      skip: () => this.decide("skip"),
      split: () => this.card?.splittable && this.decide("split"),
      undo: () => this.undo(),
      keys: () => this.toggleKeys(),
      learn: () => this.send("learn", Date.now()),
      again: () => { this.passed.clear(); this.draw(true); },
    };
    acts[name]();
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.composedPath()[0];
    const mine = this.root.contains(target);
    if ((!mine && target !== document.body) || target === this.input) return;
    if (event.key === "Enter" && target.tagName === "BUTTON") return;
    const guess = { 1: 0, 2: 1, 3: 2, Enter: 0 }[event.key];
    const named = { s: "skip", x: "split", u: "undo", "/": "search", "?": "keys" }[event.key.toLowerCase()];
    if (guess === undefined && !named) return;
    event.preventDefault();
    event.stopPropagation();
    if (named) this.act(named);
    else if (this.card?.guesses[guess]) this.decide("file", this.card.guesses[guess]);
    else if (this.card && event.key === "Enter") this.search(true);
  }

  search(open) {
    if (open && !this.card) return;
    this.find(".search").hidden = !open;
    if (!open) return this.root.focus({ preventScroll: true });
    this.input.value = "";
    this.list(0);
    this.input.focus();
  }

  list(chosen) {
    const words = plain(this.input.value).split(/\s+/).filter(Boolean);
    this.found = this.data.categories.filter((each) => words.every((word) => plain(each.name).includes(word)));
    this.chosen = Math.max(0, Math.min(chosen, this.found.length - 1));
    const list = this.find("#found");
    list.replaceChildren(...this.found.map((each, at) => this.option(each, at)));
    if (!this.found.length) list.append(make("li", this.words.none, { "aria-disabled": "true", role: "option" }));
    this.input.setAttribute("aria-activedescendant", this.found.length ? `found-${this.chosen}` : "");
    list.children[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  searchKey(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in moves) && event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key in moves) return this.list(this.chosen + moves[event.key]);
    const category = this.found[this.chosen];
    if (event.key === "Enter" && !category) return;
    this.search(false);
    if (event.key === "Enter") this.decide("file", category);
  }

  toggleKeys() {
    const keys = this.find(".keys");
    keys.hidden = !keys.hidden;
    this.find('.card [data-act="keys"]').setAttribute("aria-expanded", String(!keys.hidden));
  }
}
