// The form's metadata: slug, section, authors, topics, language.
const NAMES = ["slug", "section", "authors", "topics", "language"]

export function metadataOf(form) {
  return Object.fromEntries(NAMES.map((name) => [name, valueOf(form.elements[name])]))
}

export function setMetadata(form, values) {
  for (const [name, value] of Object.entries(values)) setValue(form.elements[name], value)
}

export function setValue(field, value) {
  if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value)
  else field.value = value
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

// What to call a value of a field for people.
export function inWords(field, value) {
  if (!field.options) return value
  return [...field.options].filter((option) => [value].flat().includes(option.value)).map(({ text }) => text).join(", ")
}

function valueOf(field) {
  return field.multiple ? [...field.selectedOptions].map(({ value }) => value).sort() : field.value
}
