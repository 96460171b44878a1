// What the review card shows: drawn from the sitting's own state, so that a key is answered at once.

const GUESSES = 3;

class Picture {
  find(selector) {
    return this.root.querySelector(selector);
  }

  get input() {
    return this.find(".search input");
  }

  option(category, at) {
    const item = make("li", category.name, {
      role: "option", id: `found-${at}`, "aria-selected": String(at === this.chosen),
    });
    item.addEventListener("click", () => { this.search(false); this.decide("file", category); });
    return item;
  }

  say(sentence, refused = false) {
    const said = this.find(".said");
    said.textContent = sentence;
    said.classList.toggle("refused", refused);
  }

  // ---- the picture

  draw(focus = false) {
    const { card, words } = this;
    this.root.setAttribute("aria-label", words.card);
    this.find(".waiting").textContent = this.waiting();
    this.find(".card").hidden = !card;
    this.find(".end").hidden = Boolean(card);
    if (card) this.drawCard(card);
    else this.drawEnd();
    if (focus) this.root.focus({ preventScroll: true });
  }

  drawCard(card) {
    if (this.shown !== card.part) this.find(".search").hidden = true;
    this.shown = card.part;
    for (const name of ["note", "payee", "what", "text", "why", "follow"]) this.find(`.${name}`).textContent = card[name];
    const guesses = this.find(".guesses");
    guesses.setAttribute("aria-label", this.words.guesses);
    guesses.replaceChildren(...card.guesses.slice(0, GUESSES).map((each, at) => this.guess(each, at)));
    const names = { search: "elsewhere", skip: "skip", split: "split", undo: "undo", keys: "keys" };
    const signs = { search: "/", skip: "S", split: "X", undo: "U", keys: "?" };
    for (const [act, word] of Object.entries(names)) {
      const button = this.find(`.card [data-act="${act}"]`);
      if (!button.firstChild) label(button, signs[act], this.words[word]);
    }
    this.find('.card [data-act="split"]').disabled = !card.splittable;
    this.find('.card [data-act="undo"]').disabled = !this.history.length;
    this.input.setAttribute("aria-label", this.words.search);
    this.input.placeholder = this.words.search;
    this.find("#found").setAttribute("aria-label", this.words.search);
    if (!this.find(".keys").firstChild) {
      this.find(".keys").append(...this.data.keys.flatMap(([key, what]) => [make("dt", key), make("dd", what)]));
    }
  }

  guess(guess, at) {
    const button = make("button", "", { type: "button", "aria-keyshortcuts": String(at + 1) });
    label(button, String(at + 1), guess.said);
    if (at === 0) button.className = "first";
    button.addEventListener("click", () => this.decide("file", guess));
    return button;
  }

  drawEnd() {
    this.shown = undefined;
    const left = this.queue().length;
    const busy = this.outbox.length > 0 || (!left && this.data.more);
    const sorted = this.money(this.sorted);
    this.find(".done").textContent = busy && !left ? this.words.moment
      : sorted ? fill(this.words.done, { money: sorted, time: this.time() })
      : left ? "" : this.words.nothing;
    const learn = this.find('[data-act="learn"]');
    learn.hidden = busy || !this.data.learn;
    learn.textContent = this.data.learn;
    const again = this.find('[data-act="again"]');
    again.hidden = !left;
    const skipped = Math.max(left, this.data.skipped);
    const one = skipped === 1;
    again.textContent = `${fill(one ? this.words.left_one : this.words.left, { count: skipped })} ${
      one ? this.words.again_one : this.words.again}`;
    const undo = this.find('.end [data-act="undo"]');
    undo.hidden = !this.history.length;
    undo.textContent = this.words.undo;
  }

  waiting() {
    const open = structuredClone(this.data.open);
    for (const { id, kind, part } of this.outbox) {
      const entry = this.history.find((each) => each.decision.id === id);
      if (kind !== "file" || !entry || !open[entry.card.currency]) continue;
      open[entry.card.currency].rows -= entry.card.rows;
      open[entry.card.currency].money -= entry.card.money;
    }
    const rows = Object.values(open).reduce((sum, each) => sum + Math.max(0, each.rows), 0);
    if (!rows) return this.data.sorted;
    const money = this.money(Object.fromEntries(Object.entries(open).map(([code, each]) => [code, each.money])));
    const payments = rows === 1 ? this.words.payment : fill(this.words.payments, { count: this.number(rows) });
    return fill(this.words.waiting, { money, payments });
  }

  money(sums) {
    return Object.entries(sums).filter(([, sum]) => sum > 0.004).map(([currency, sum]) => {
      const whole = sum >= 100 || Number.isInteger(sum);
      const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
      return new Intl.NumberFormat(this.data.locale, { style: "currency", currency, ...digits }).format(sum);
    }).join(this.words.and);
  }

  number(value) {
    return new Intl.NumberFormat(this.data.locale).format(value);
  }

  time() {
    const seconds = Math.max(1, Math.round((this.ended - this.started) / 1000));
    if (seconds < 60) return fill(this.words.seconds, { count: seconds });
    const minutes = Math.round(seconds / 60);
    return minutes === 1 ? this.words.minute : fill(this.words.minutes, { count: minutes });
  }
}

function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function label(button, sign, name) {
  const key = make("kbd", sign, { "aria-hidden": "true" });
  button.replaceChildren(key, make("span", name));
}
