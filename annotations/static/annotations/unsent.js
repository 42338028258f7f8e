// What is typed in a card's small forms (evidence, relations, comments) and not sent yet: kept on
// the entry as field name → value, so that the draft has it and a form drawn anew gets it back.

// Take down what stands in the fields of `element` and the server has not taken. Calls `changed`
// where that is not what was known; `isSent(name)` tells of fields on their way.
export function note(entry, part, element, changed, isSent = () => false) {
  const typed = {}
  for (const input of element.querySelectorAll("input, select, textarea")) {
    if (input.type !== "hidden" && isTyped(input) && !isSent(input.name)) typed[input.name] = input.value
  }
  const before = entry.unsent[part] ?? {}
  if (JSON.stringify(typed) === JSON.stringify(before)) return
  entry.unsent = { ...entry.unsent, [part]: typed } // another object, so that the card looks again
  changed()
}

// Put it back into fields drawn anew and open what they stand in; returns the words that have no
// field any more.
export function fill(entry, part, element, isSent = () => false) {
  const left = Object.entries(entry.unsent[part] ?? {}).filter(([name]) => !isSent(name))
  const homeless = []
  for (const [name, value] of left) {
    const input = [...element.querySelectorAll("input, select, textarea")].find((item) => item.name === name)
    if (!input) {
      homeless.push(value)
      continue
    }
    input.value = value
    for (let box = input.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
  }
  return homeless
}

export function isUnsent(entry) {
  return Object.values(entry.unsent).some((typed) => Object.keys(typed).length > 0)
}

function isTyped(input) {
  if (input.closest("[data-bound]")) return true // it was sent, and is to be corrected
  if (input.localName !== "select") return input.value.trim() !== input.defaultValue.trim()
  const first = [...input.options].find((option) => option.defaultSelected) ?? input.options[0]
  return input.selectedOptions[0] !== first
}
