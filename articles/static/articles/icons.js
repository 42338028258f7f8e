// The signs on the formatting buttons: lines on a grid of 20 by 20, in the colour of the text.
const PATHS = {
  link: "M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.4-2.4a3.2 3.2 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.4 2.4a3.2 3.2 0 0 0 4.6 4.6l1-1",
  unlink: "M13.7 10.9l1.8-1.8a3.2 3.2 0 0 0-4.6-4.6l-1.8 1.8M6.3 9.1l-1.8 1.8a3.2 3.2 0 0 0 4.6 4.6l1.8-1.8M3.5 3.5l13 13",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5h.6M3.5 10h.6M3.5 15h.6",
  numbers: "M8.5 5h8.5M8.5 10h8.5M8.5 15h8.5M2.8 4l1.2-.8v4M2.6 13.3c.2-1.4 2.4-1.2 2.2.2-.1.9-1.2 1.5-2.2 2.7h2.4",
  quote: "M4 3.5v13M8 6h9M8 10h9M8 14h6",
  rule: "M3 10h14M6 5h8M6 15h8",
  picture: "M3 4h14v12h-14zM3.5 14l4-4 3 3 2.5-2.5 3.5 3.5M13 7.5h.5",
  table: "M3 4h14v12h-14zM3 8h14M3 12h14M10 4v12",
  clear: "M5 4h9M9.5 4l-2 9M12 12l5 5M17 12l-5 5",
  undo: "M7.5 4l-4 4 4 4M3.5 8h8.5a4 4 0 0 1 0 8h-4",
  redo: "M12.5 4l4 4-4 4M16.5 8h-8.5a4 4 0 0 0 0 8h4",
  lock: "M4.5 9.5h11v7h-11zM7 9.5v-2.5a3 3 0 0 1 6 0v2.5",
}
const SVG = "http://www.w3.org/2000/svg"

// An element, or null where no icon has this name.
export function icon(name) {
  if (!PATHS[name]) return null
  const svg = document.createElementNS(SVG, "svg")
  const path = document.createElementNS(SVG, "path")
  svg.setAttribute("viewBox", "0 0 20 20")
  svg.setAttribute("class", "format-icon")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", PATHS[name])
  svg.append(path)
  return svg
}
