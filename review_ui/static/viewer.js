// The picture of the paper: zoom, pan, turn, boxes of all fields, a rectangle to read again.
// Boxes are fractions of the upright page; pages count from 1 within the paper.

/* global OpenSeadragon */

const SMALLEST = 0.004; // of the page: anything smaller was a click
const COLOURS = { doubt: "#b45309", fine: "#2f7d4f", active: "#1f5f8b" };

export class Viewer {
  constructor(main, { onRegion, onPick, boxes }) {
    this.main = main;
    this.sheets = Number(main.dataset.sheets);
    this.onRegion = onRegion;
    this.onPick = onPick;
    this.boxes = boxes;
    this.shown = 0;
    this.active = null;
    this.rectangle = null;
    this.hand = false;
    this.withBoxes = true;
    this.element = document.getElementById("viewer");
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.osd = OpenSeadragon({
      element: this.element,
      drawer: "canvas",
      showNavigationControl: false,
      tabIndex: -1,
      animationTime: 0.3,
      maxZoomPixelRatio: 3,
      minZoomImageRatio: 0.7,
      visibilityRatio: 0.3,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: false },
    });
    this.osd.canvas.focus = () => {}; // the cursor stays in its field, whatever is clicked here
    this.osd.innerTracker.keyHandler = null;
    this.osd.innerTracker.keyDownHandler = null;
    this.layer = document.createElement("canvas");
    this.layer.className = "layer";
    this.osd.canvas.append(this.layer);
    for (const name of ["update-viewport", "resize", "open", "rotate"]) {
      this.osd.addHandler(name, () => this.draw());
    }
    this.osd.addHandler("canvas-press", (event) => this.press(event));
    this.osd.addHandler("canvas-drag", (event) => this.drag(event));
    this.osd.addHandler("canvas-release", (event) => this.release(event));
  }

  address(page) {
    return `/papers/${this.main.dataset.record}/pages/${page}?v=${this.main.dataset.version}`;
  }

  open(page) {
    if (page < 1 || page > this.sheets || page === this.shown) return Promise.resolve();
    this.shown = page;
    this.main.dataset.shown = page;
    const number = document.getElementById("page-number");
    if (number) number.textContent = `${page}/${this.sheets}`;
    return new Promise((resolve) => {
      this.osd.addOnceHandler("open", resolve);
      this.osd.addOnceHandler("open-failed", resolve);
      this.osd.open({ type: "image", url: this.address(page) });
    });
  }

  // Moves to a box, large enough to read and with its surroundings.
  async show(page, box) {
    this.active = page && box ? { page, box } : null;
    this.rectangle = null;
    if (page) await this.open(page);
    else if (!this.shown) await this.open(1);
    const image = this.osd.world.getItemAt(0);
    if (!image || !this.active || this.active.box !== box) return this.draw();
    const high = image.getBounds().height;
    const [x0, y0, x1, y1] = box;
    const view = this.osd.viewport.getContainerSize();
    const [from, to] = [Math.max(0, x0 - 0.3), Math.min(1, x1 + 0.04)]; // with the label at its left
    const width = Math.min(1, Math.max(to - from, 0.78));
    const height = Math.max((width * view.y) / view.x, (y1 - y0) * high * 1.4);
    const left = Math.min(Math.max(0, (from + to - width) / 2), 1 - width);
    const rect = new OpenSeadragon.Rect(left, ((y0 + y1) * high - height) / 2, width, height);
    this.osd.viewport.fitBounds(rect);
    this.main.dataset.box = box.join(" ");
    this.draw();
  }

  whole() {
    this.osd.viewport.goHome();
  }

  zoom(factor) {
    this.osd.viewport.zoomBy(factor);
    this.osd.viewport.applyConstraints();
  }

  turn() {
    this.osd.viewport.setRotation(this.osd.viewport.getRotation() + 90);
  }

  // Where a point of the page (fractions) lies in the element, and back.
  toElement(x, y) {
    const high = this.osd.world.getItemAt(0).getBounds().height;
    return this.osd.viewport.viewportToViewerElementCoordinates(new OpenSeadragon.Point(x, y * high));
  }

  toPage(position) {
    const image = this.osd.world.getItemAt(0);
    const point = this.osd.viewport.viewerElementToViewportCoordinates(position);
    const inside = (value) => Math.min(1, Math.max(0, value));
    return { x: inside(point.x), y: inside(point.y / image.getBounds().height) };
  }

  press(event) {
    this.start = this.osd.world.getItemCount() ? this.toPage(event.position) : null;
  }

  drag(event) {
    if (this.hand || event.shift || !this.start) return;
    event.preventDefaultAction = true;
    const end = this.toPage(event.position);
    this.rectangle = ordered(this.start, end);
    this.draw();
  }

  release(event) {
    if (!this.start) return;
    const box = this.rectangle;
    const start = this.start;
    this.start = null;
    if (this.hand || event.shift) return;
    if (box && box[2] - box[0] > SMALLEST && box[3] - box[1] > SMALLEST) {
      this.onRegion(this.shown, box);
    } else {
      this.rectangle = null;
      this.onPick(this.shown, start);
    }
    this.draw();
  }

  draw() {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.element;
    if (this.layer.width !== width * ratio || this.layer.height !== height * ratio) {
      this.layer.width = width * ratio;
      this.layer.height = height * ratio;
    }
    const pen = this.layer.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    if (!this.osd.world.getItemCount()) return;
    if (this.withBoxes) {
      for (const one of this.boxes()) {
        if (one.page === this.shown) this.outline(pen, one.box, one.open ? COLOURS.doubt : COLOURS.fine, 1.2, 0.07);
      }
    }
    if (this.active?.page === this.shown) this.outline(pen, this.active.box, COLOURS.active, 2.5, 0.1);
    if (this.rectangle) this.outline(pen, this.rectangle, COLOURS.active, 2, 0.15);
  }

  outline(pen, [x0, y0, x1, y1], colour, width, fill) {
    const corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]].map(([x, y]) => this.toElement(x, y));
    pen.beginPath();
    corners.forEach((point, n) => (n ? pen.lineTo(point.x, point.y) : pen.moveTo(point.x, point.y)));
    pen.closePath();
    pen.globalAlpha = fill;
    pen.fillStyle = colour;
    pen.fill();
    pen.globalAlpha = 0.9;
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
    pen.globalAlpha = 1;
  }
}

function ordered(one, other) {
  return [
    Math.min(one.x, other.x), Math.min(one.y, other.y),
    Math.max(one.x, other.x), Math.max(one.y, other.y),
  ];
}

// The piece of the page that a field was read from, beside the field.
export class Lens {
  constructor(viewer) {
    this.viewer = viewer;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "lens";
    this.canvas.setAttribute("aria-hidden", "true");
    this.pages = new Map();
  }

  async show(place, page, box) {
    this.canvas.remove();
    if (!page || !box) return;
    const picture = this.load(page);
    try {
      await picture.decode();
    } catch {
      return;
    }
    if (!place.isConnected || document.activeElement?.getAttribute("aria-describedby") !== place.id) return;
    const [x0, y0, x1, y1] = box;
    const margin = Math.max(0.004, (y1 - y0) * 0.35);
    const left = Math.max(0, x0 - 0.01) * picture.naturalWidth;
    const top = Math.max(0, y0 - margin) * picture.naturalHeight;
    const width = Math.min(1, x1 + 0.01) * picture.naturalWidth - left;
    const height = Math.min(1, y1 + margin) * picture.naturalHeight - top;
    const room = place.parentElement.querySelector("input").clientWidth;
    const scale = Math.min(room / width, 72 / height, 2.2);
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * scale * ratio;
    this.canvas.height = height * scale * ratio;
    this.canvas.style.width = `${width * scale}px`;
    this.canvas.style.height = `${height * scale}px`;
    this.canvas.getContext("2d").drawImage(picture, left, top, width, height, 0, 0, this.canvas.width, this.canvas.height);
    place.prepend(this.canvas);
  }

  load(page) {
    if (!this.pages.has(page)) {
      const picture = new Image();
      picture.src = this.viewer.address(page);
      this.pages.set(page, picture);
    }
    return this.pages.get(page);
  }
}
