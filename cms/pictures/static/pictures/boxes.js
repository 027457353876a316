// Boxes drawn on a picture. The number fields below it are the truth; the boxes show them.
const STEP = 0.01, SMALLEST = 0.01, PREVIEW_AFTER = 700;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

class PictureBoxes extends HTMLElement {
  connectedCallback() {
    // While the page is read, an element is there before what is in it.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.start());
    else this.start();
  }

  start() {
    this.stage = this.querySelector(".boxes-stage");
    this.body = this.querySelector("tbody");
    if (!this.stage || this.ready) return;
    this.ready = true;
    for (const hidden of this.querySelectorAll("[hidden]")) hidden.hidden = false;
    this.body.addEventListener("input", () => { this.draw(); this.preview(); });
    this.stage.addEventListener("pointerdown", (event) => this.begin(event));
    this.addEventListener("click", (event) => this.pressed(event));
    this.draw();
  }

  rows() { return [...this.body.rows].map((row) => [...row.querySelectorAll("input")]); }

  // Each box as [x, y, width, height] in fractions, null for a row that holds none.
  boxes() {
    return this.rows().map((inputs) => {
      const numbers = inputs.map((input) => parseFloat(input.value) / 100);
      return numbers.some(Number.isNaN) ? null : numbers;
    });
  }

  write(index, box) {
    const rows = this.rows();
    const written = box ? box.map((value) => (value * 100).toFixed(2)) : ["", "", "", ""];
    rows[index].forEach((input, at) => { input.value = written[at]; });
    this.preview();
  }

  add(box) {
    let index = this.boxes().findIndex((held, at) => !held && this.rows()[at].every((i) => !i.value));
    if (index < 0) {
      const row = this.body.rows[0].cloneNode(true);
      this.body.append(row);
      index = this.body.rows.length - 1;
    }
    this.write(index, box);
    this.draw();
    return index;
  }

  draw() {
    for (const old of this.stage.querySelectorAll(".boxes-box")) old.remove();
    this.boxes().forEach((box, index) => {
      if (!box) return;
      const shown = document.createElement("div");
      shown.className = "boxes-box";
      shown.tabIndex = 0;
      shown.dataset.index = index;
      shown.setAttribute("role", "group");
      shown.setAttribute("aria-label", `${index + 1}. ${this.dataset.label}`);
      const corner = document.createElement("span");
      corner.className = "boxes-corner";
      shown.append(corner);
      shown.addEventListener("keydown", (event) => this.key(event, index));
      this.stage.append(shown);
      this.place(shown, box);
    });
  }

  place(shown, [x, y, width, height]) {
    Object.assign(shown.style, {
      left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%`,
    });
  }

  at(event) {
    const frame = this.stage.getBoundingClientRect();
    return [
      clamp((event.clientX - frame.left) / frame.width, 0, 1),
      clamp((event.clientY - frame.top) / frame.height, 0, 1),
    ];
  }

  begin(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const [startX, startY] = this.at(event);
    const held = event.target.closest(".boxes-box");
    const drawn = !held;
    const index = held ? Number(held.dataset.index) : this.add([startX, startY, 0, 0]);
    const first = this.boxes()[index];
    const sizing = drawn || event.target.classList.contains("boxes-corner");
    this.stage.setPointerCapture(event.pointerId);
    const move = (next) => {
      const [x, y] = this.at(next);
      this.change(index, sizing
        ? this.sized(first, drawn ? [startX, startY] : first, x, y)
        : [clamp(first[0] + x - startX, 0, 1 - first[2]), clamp(first[1] + y - startY, 0, 1 - first[3]), first[2], first[3]]);
    };
    const end = () => {
      this.stage.removeEventListener("pointermove", move);
      this.stage.removeEventListener("pointerup", end);
      this.stage.removeEventListener("pointercancel", end);
      const box = this.boxes()[index];
      if (drawn && (box[2] < SMALLEST || box[3] < SMALLEST)) this.remove(index); // a tap, no box
      else this.focusOn(index);
    };
    this.stage.addEventListener("pointermove", move);
    this.stage.addEventListener("pointerup", end);
    this.stage.addEventListener("pointercancel", end);
  }

  sized(first, [fromX, fromY], x, y) {
    return [Math.min(fromX, x), Math.min(fromY, y), Math.abs(x - fromX), Math.abs(y - fromY)];
  }

  change(index, box) {
    this.write(index, box);
    const shown = this.stage.querySelector(`[data-index="${index}"]`);
    if (shown) this.place(shown, box); else this.draw();
  }

  key(event, index) {
    const [x, y, width, height] = this.boxes()[index];
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") this.remove(index);
    else if (!way) return;
    else if (event.shiftKey) {
      this.change(index, [x, y, clamp(width + way[0], SMALLEST, 1 - x), clamp(height + way[1], SMALLEST, 1 - y)]);
    } else this.change(index, [clamp(x + way[0], 0, 1 - width), clamp(y + way[1], 0, 1 - height), width, height]);
    event.preventDefault();
  }

  remove(index) {
    this.write(index, null);
    this.draw();
    this.querySelector('[data-boxes="add"]').focus();
  }

  focusOn(index) { this.stage.querySelector(`[data-index="${index}"]`)?.focus(); }

  pressed(event) {
    const button = event.target.closest("[data-boxes]");
    if (!button) return;
    if (button.dataset.boxes === "add") this.focusOn(this.add([0.4, 0.4, 0.2, 0.2]));
    else {
      this.rows().forEach((_inputs, index) => this.write(index, null));
      this.draw();
    }
  }

  // Fetches what the server would publish, once the hand rests.
  preview() {
    const figure = this.querySelector(".boxes-public");
    if (!figure) return;
    figure.classList.add("is-stale");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const query = new URLSearchParams([["drawn", "1"]]);
      for (const box of this.boxes()) if (box && box[2] > 0 && box[3] > 0) query.append("box", box.map((part) => part.toFixed(4)).join(","));
      const image = figure.querySelector("img");
      image.onload = () => figure.classList.remove("is-stale");
      image.src = `${this.dataset.preview}?${query}`;
    }, PREVIEW_AFTER);
  }
}

customElements.define("picture-boxes", PictureBoxes);
