// The workspace's keyboard shortcuts; the single keys of the list to review are in reviewing.js.
import { annotationsAt } from "annotations/marking"
import { KINDS } from "annotations/toolbar"

// What is decided about the annotation at the cursor, or else about the current card.
const DECISIONS = { O: "confirm", R: "reattach", W: "withdraw" }

export function listenToKeys(workspace) {
  document.addEventListener("keydown", (event) => {
    const letter = event.code.replace("Key", "")
    const { altKey: alt, shiftKey: shift } = event
    const control = event.ctrlKey || event.metaKey
    const { element } = workspace.panel
    if (control && !alt && !shift && letter === "S") {
      event.preventDefault()
      workspace.save()
    } else if (alt && shift && !control) {
      annotate(workspace, event, letter)
    } else if (event.key === "Escape" && element.contains(document.activeElement)) {
      workspace.editor.view.focus()
    }
  })
}

// Alt+Shift and a letter: no clash with Tiptap's headings (Ctrl+Alt+digit) nor with AltGr.
function annotate(workspace, event, letter) {
  const { editor, panel, reviewing, toolbar } = workspace
  const kind = KINDS.find(([, , key]) => key === letter)?.[0]
  if (kind && editor.view.hasFocus()) {
    event.preventDefault()
    workspace.tag(kind)
  } else if (letter === "T" && toolbar.matches(":popover-open")) {
    event.preventDefault()
    toolbar.querySelector("[tabindex='0']").focus()
  } else if (letter === "P") {
    const [entry] = atHand(workspace)
    if (!entry) return
    event.preventDefault()
    panel.open(entry, { focus: true })
  } else if (letter === "M") {
    const [entry] = atHand(workspace)
    if (!entry) return
    event.preventDefault()
    panel.open(entry)
    panel.cardOf(entry).comments.focus()
  } else if (letter === "J" || letter === "K") {
    event.preventDefault()
    reviewing.step(letter === "J" ? 1 : -1)
  } else if (letter === "U") {
    event.preventDefault()
    reviewing.undo(atHand(workspace).find((entry) => entry.card.may.includes("undo")))
  } else if (DECISIONS[letter] && !event.repeat) {
    event.preventDefault()
    decide(workspace, DECISIONS[letter])
  }
}

// The annotations meant by a key: those at the cursor, from the shortest; else the current one.
function atHand({ editor, panel, store }) {
  const { activeElement } = document
  const inPanel = panel.entryOf(activeElement)
  if (inPanel) return [inPanel]
  const found = annotationsAt(editor).map((ref) => store.get(ref))
  return found.length ? found : panel.current ? [panel.current] : []
}

function decide(workspace, action) {
  const found = atHand(workspace)
  const entry = found.find((item) => item.card.may.includes(action)) ?? found[0]
  if (entry) workspace.reviewing.decide(entry, action)
  else workspace.say("Put the cursor into an annotation first.", { bad: true })
}
