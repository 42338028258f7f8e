// The dialog about what two people did at the same time: both texts, and a choice where they meet.
import { side } from "annotations/comparison"
import { openDialog } from "annotations/dialogs"
import { make } from "annotations/elements"
import { when } from "annotations/notices"

// Resolves to whether to save both together. Each of `places` and each overlap of `merge.parts`
// has its `choice` then: "theirs", "mine" or, in the text, "both".
export function decide({ latest, merge, places, message, isOwn }) {
  const dialog = make("dialog", "conflict", { "aria-labelledby": "conflict-title" })
  const form = make("form", "", { novalidate: "" })
  const who = merge ? `${latest.by} saved revision ${latest.base} on ${when(latest.at)}.` : message
  const overlaps = [
    ...places.map((place) => question(place.label, place, [[null, place.theirs], [null, place.mine]], isOwn)),
    ...(merge?.parts ?? []).filter((part) => part.words).map((part) => question("Text", part, sidesOf(part), isOwn)),
  ]
  form.append(
    make("h2", "", { id: "conflict-title" }, isOwn ? "You saved this article in another place meanwhile" : "Somebody else saved this article meanwhile"),
    make("p", "", {}, `${who} Nothing was overwritten, and nothing you typed is lost.`),
    make("p", "conflict-summary", {}, summary(overlaps.length)),
    ...overlaps.map(({ element }) => element),
  )
  if (merge) form.append(bothTexts(latest, merge, overlaps.length === 0))
  const missing = make("p", "conflict-missing", { role: "alert" })
  const choices = make("div", "conflict-choices")
  const stay = make("button", "desk-button", { type: "button" }, "Back to my text")
  choices.append(make("button", "desk-save", { type: "submit" }, "Save both together"), stay)
  form.append(missing, choices)
  dialog.append(form)
  return ask(dialog, form, { stay, missing, overlaps })
}

function summary(count) {
  if (!count) return "The changes of both do not touch each other: they are put together."
  const what = count === 1 ? "One place was changed in both texts: choose" : `${count} places were changed in both texts: choose for each`
  return `${what}. All other changes of both are put together.`
}

function ask(dialog, form, { stay, missing, overlaps }) {
  const first = overlaps[0]?.element.querySelector("input") ?? stay
  return openDialog(dialog, first, (close) => {
    stay.addEventListener("click", () => close(false))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const open = overlaps.find(({ about }) => !about.chosen)
      if (!open) return close(true)
      missing.textContent = "Choose for each place first."
      open.element.querySelector("input").focus()
    })
  })
}

let asked = 0

// A place that both changed, as a group of radio buttons.
function question(label, about, [theirs, mine], isOwn) {
  asked += 1
  const element = make("fieldset", "conflict-place")
  element.append(make("legend", "", {}, label))
  const options = [["theirs", isOwn ? "Saved" : "Theirs", theirs], ["mine", "Mine", mine]]
  if (about.words) options.push(["both", "Both", [null, "one after the other"]])
  for (const [choice, name, [nodes, text]] of options) {
    const radio = make("input", "", { type: "radio", name: `place-${asked}`, value: choice })
    const words = make("span", "conflict-words", {}, text ?? "")
    if (nodes) words.append(...nodes)
    if (!words.textContent) words.append(make("em", "", {}, "nothing"))
    const row = make("label")
    row.append(radio, make("strong", "", {}, name), words)
    radio.addEventListener("change", () => {
      about.choice = choice
      about.chosen = true
    })
    element.append(row)
  }
  return { about, element }
}

function sidesOf({ words }) {
  return [[side(words, "gone", "ins", null, "only here")], [side(words, "come", "ins", null, "only here")]]
}

function bothTexts(latest, merge, isOpen) {
  const details = make("details", "conflict-texts")
  details.open = isOpen
  const columns = make("div", "conflict-versions")
  columns.append(version(`Saved by ${latest.by}`, merge.theirs), version("Yours, not saved", merge.mine))
  // The first difference in sight, in each column.
  details.addEventListener("toggle", () => {
    for (const text of columns.querySelectorAll(".conflict-text")) {
      const first = text.querySelector(".is-changed")
      if (first) text.scrollTop = first.offsetTop - text.clientHeight / 3
    }
  })
  details.append(make("summary", "", {}, "Both texts, with what was changed in each"), columns)
  return details
}

function version(title, rows) {
  const column = make("section")
  const text = make("div", "conflict-text", { tabindex: "0", role: "region", "aria-label": title })
  for (const { op, parts } of rows) {
    const line = make("p", op === "same" ? "" : "is-changed")
    const nodes = op === "left" ? [] : parts.flatMap(([kind, words]) => side([[kind, words]], kind, kind === "gone" ? "del" : "ins"))
    line.append(...nodes)
    if (line.textContent) text.append(line)
  }
  column.append(make("h3", "", {}, title), text)
  return column
}
