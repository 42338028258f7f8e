// The typed form of a card: Django renders one template per kind, this fills and reads it.
import { inWords } from "annotations/metadata"
import { offerSuggestions } from "annotations/suggestions"

// A copy of the kind's fields with ids of its own.
export function makeFields(kind, name, sourcesUrl) {
  const box = templateOf(kind).content.cloneNode(true).firstElementChild
  for (const element of box.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const attribute of ["id", "for", "aria-describedby"]) {
      const value = element.getAttribute(attribute)
      if (value) element.setAttribute(attribute, value.replaceAll("field_", `${name}_`))
    }
  }
  for (const input of inputs(box)) {
    const field = input.closest(".card-field")
    const told = [...field.querySelectorAll(".card-error, .help")].map((element) => element.id)
    input.setAttribute("aria-describedby", told.join(" "))
    input.removeAttribute("required")
    input.setAttribute("form", "") // no part of the article's form, where a name may be in use
    if (input.disabled) input.dataset.fixed = "" // not for this person to set
    if ("source" in input.dataset) offerSuggestions(input, sourcesUrl)
  }
  return box
}

function templateOf(kind) {
  return document.querySelector(`template[data-kind="${kind}"]`)
}

// A field of a kind for people: what it is called, and `words(value)`, "" for nothing chosen.
export function fieldOf(kind, name) {
  const field = templateOf(kind).content.querySelector(`[name="${name}"]`)
  const label = field.closest(".card-field").querySelector("label").firstChild.data.trim()
  return { label, words: (value) => inWords(field, value).replace(/^–$/, "") }
}

export function inputs(box) {
  return [...box.querySelectorAll("input, select, textarea")]
}

export function fill(box, values) {
  for (const input of inputs(box)) {
    const value = values[input.name] ?? ""
    if (input.value === value) continue
    input.value = value
    uncover(input)
  }
}

// What is filled in, or wrong, does not hide under "More".
function uncover(input) {
  const rarely = input.closest(".card-rarely")
  if (rarely) rarely.open = true
}

export function read(box) {
  return Object.fromEntries(inputs(box).map((input) => [input.name, input.value]))
}

// Messages at their fields; returns those that belong to no field of the form.
export function showErrors(box, errors) {
  const left = { ...errors }
  for (const input of inputs(box)) {
    const slot = input.closest(".card-field").querySelector(".card-error")
    const lines = left[input.name] ?? []
    delete left[input.name]
    slot.textContent = lines.join(" ")
    slot.hidden = lines.length === 0
    input.toggleAttribute("aria-invalid", lines.length > 0)
    if (!lines.length) continue
    input.setAttribute("aria-invalid", "true")
    uncover(input)
  }
  return Object.values(left).flat()
}

export function setReadOnly(box, readOnly) {
  for (const input of inputs(box)) {
    if (input.localName === "select") input.disabled = readOnly || "fixed" in input.dataset
    else input.readOnly = readOnly
  }
}

// Errors of the article's own form, at their fields.
export function showFormErrors(form, { annotations, ...errors }) {
  for (const list of form.querySelectorAll(".errorlist")) list.remove()
  for (const [name, lines] of Object.entries(errors)) {
    const list = document.createElement("ul")
    list.className = "errorlist"
    for (const line of lines) {
      const item = document.createElement("li")
      item.textContent = line
      list.append(item)
    }
    const field = form.elements[name]
    const place = field instanceof Element && field.type !== "hidden" ? field : form.querySelector(".desk-body")
    place.closest("details")?.setAttribute("open", "")
    place.before(list)
  }
}
