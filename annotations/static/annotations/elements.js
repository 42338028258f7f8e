// An element with its class, attributes and text.
export function make(tag, className, attributes = {}, text = "") {
  const element = document.createElement(tag)
  if (className) element.className = className
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.textContent = text
  return element
}

// A key as help texts show it. Hidden from screen readers: aria-keyshortcuts tells them.
export function keyHint(key) {
  return make("kbd", "", { "aria-hidden": "true" }, key)
}
