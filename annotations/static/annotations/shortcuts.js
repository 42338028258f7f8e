// Every shortcut of the workspace, declared once: the keys are carried out from here (keys.js,
// reviewing.js), and the help sheet is made from here (help.js).
import { selectedRange } from "annotations/marking"
import { atHand, decide, step } from "annotations/stepping"
import { KINDS } from "annotations/toolbar"

// Alt+Shift and a letter: no clash with the editor's headings (Ctrl+Alt+digit) nor with AltGr.
// `run` returns false where the key is to do what it does elsewhere; with `once` a key that is held
// down does it once. Those without `run` are the editor's own.
export const SHORTCUTS = [
  {
    title: "Annotate",
    keys: [
      ...KINDS.map(([kind, label, letter]) => ({
        keys: `Alt+Shift+${letter}`,
        does: `Tag the selected words as ${label.toLowerCase()}`,
        run: (workspace) => tag(workspace, kind),
      })),
      { keys: "Alt+Shift+T", does: "Go to the tagging toolbar", run: ({ toolbar }) => focusToolbar(toolbar) },
      { keys: "Alt+Shift+Y", does: "Tag the post that is offered", run: ({ offers }) => offers.take(), once: true },
      { keys: "Alt+Shift+X", does: "Dismiss the post that is offered", run: ({ offers }) => offers.dismiss(), once: true },
      { keys: "Alt+Shift+F", does: "Type words to select them in the text", run: ({ finding }) => finding.open() },
      { keys: "Alt+Shift+P", does: "Go to the fields of this annotation", run: (workspace) => openCard(workspace) },
      { keys: "Alt+Shift+M", does: "Go to its comments", run: (workspace) => openComments(workspace) },
      { keys: "Esc", does: "Go from the panel back to the text", run: backToText },
    ],
  },
  {
    title: "Go through annotations",
    keys: [
      { keys: "Alt+Shift+N", does: "Next annotation, in the text or in the panel", run: (workspace) => step(workspace, 1) },
      { keys: "Alt+Shift+B", does: "The annotation before", run: (workspace) => step(workspace, -1) },
      { keys: "Alt+Shift+J", does: "Next annotation to review", run: ({ reviewing }) => reviewing.step(1) },
      { keys: "Alt+Shift+K", does: "The annotation to review before", run: ({ reviewing }) => reviewing.step(-1) },
    ],
  },
  {
    title: "Decide about the annotation at the cursor or in whose card you are",
    keys: [
      { keys: "Alt+Shift+A", does: "Approve", run: (workspace) => decide(workspace, "approve"), once: true },
      { keys: "Alt+Shift+O", does: "Confirm the words that stand there now", run: (workspace) => decide(workspace, "confirm"), once: true },
      { keys: "Alt+Shift+R", does: "Re-attach: select other words, then Enter", run: (workspace) => decide(workspace, "reattach"), once: true },
      { keys: "Alt+Shift+W", does: "Withdraw, or remove a new one", run: (workspace) => decide(workspace, "withdraw"), once: true },
      { keys: "Alt+Shift+U", does: "Undo the last decision", run: undo },
    ],
  },
  {
    title: "Save and help",
    keys: [
      { keys: "Ctrl+S", does: "Save", run: (workspace) => void workspace.save() },
      { keys: "Alt+Shift+/", does: "Show these shortcuts", run: ({ help }) => help.open() },
      { keys: "?", does: "The same, while you are in the panel and in no field", run: ({ help, panel }) => (listensToLetters(panel) ? help.open() : false) },
    ],
  },
  {
    title: "Write",
    keys: [
      { keys: "Ctrl+B", does: "Bold" },
      { keys: "Ctrl+I", does: "Italic" },
      { keys: "Ctrl+K", does: "Link" },
      { keys: "Ctrl+Alt+0", does: "Paragraph" },
      { keys: "Ctrl+Alt+2", does: "Heading (3 and 4: smaller ones)" },
      { keys: "Ctrl+Z", does: "Undo" },
      { keys: "Ctrl+Shift+Z", does: "Redo" },
    ],
  },
]

// While the focus is in a card to review and not in a field; `run` gets what goes through them.
export const REVIEW = {
  title: "In a card to review",
  keys: [
    { keys: "J", does: "Next one", run: (reviewing) => reviewing.step(1) },
    { keys: "K", does: "The one before", run: (reviewing) => reviewing.step(-1) },
    { keys: "C", does: "Confirm", action: "confirm", run: (reviewing, entry) => reviewing.decide(entry, "confirm") },
    { keys: "R", does: "Re-attach", action: "reattach", run: (reviewing, entry) => reviewing.decide(entry, "reattach") },
    { keys: "W", does: "Withdraw", action: "withdraw", run: (reviewing, entry) => reviewing.decide(entry, "withdraw") },
    { keys: "U", does: "Undo the last decision", run: (reviewing, entry) => reviewing.undo(entry) },
  ],
}

// The key of a decision in a card to review, "" where it has none; undoing is shown apart.
export function reviewKey(action) {
  return REVIEW.keys.find((item) => item.action === action)?.keys ?? ""
}

const NAMED = { Escape: "Esc" }

// What was pressed, written as above. A letter is that of the keyboard's layout, and that of the
// key's place where the layout has no Latin ones, or where a Mac makes another character of it.
export function pressed(event) {
  if (event.isComposing || event.getModifierState("AltGraph")) return ""
  const control = event.ctrlKey || event.metaKey
  if (!control && !event.altKey) return NAMED[event.key] ?? event.key.toUpperCase()
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace("Key", "")
  const key = event.key === "?" || event.code === "Slash" ? "/" : letter
  return [control && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", key].filter(Boolean).join("+")
}

function tag(workspace, kind) {
  const { editor } = workspace
  if (!editor.view.hasFocus()) return false
  if (selectedRange(editor)) workspace.tag(kind)
  else workspace.say("Select the words first.", { bad: true })
}

function focusToolbar(toolbar) {
  if (!toolbar.matches(":popover-open")) return false
  toolbar.querySelector("[tabindex='0']").focus()
}

function openCard(workspace) {
  const [entry] = atHand(workspace)
  if (!entry) return false
  workspace.panel.open(entry, { focus: true })
}

function openComments(workspace) {
  const [entry] = atHand(workspace)
  if (!entry) return false
  workspace.panel.open(entry)
  workspace.panel.cardOf(entry).comments.focus()
}

function backToText({ editor, panel }) {
  if (!panel.element.contains(document.activeElement)) return false
  editor.view.focus()
}

function undo(workspace) {
  workspace.reviewing.undo(atHand(workspace).find((entry) => entry.card.may.includes("undo")))
}

// A letter or sign alone may be a shortcut only where the focus tells that it is meant: whoever
// speaks to the computer, or hits keys by accident, must not set off anything elsewhere.
function listensToLetters({ element }) {
  const { activeElement } = document
  return element.contains(activeElement) && !activeElement.matches("input, select, textarea")
}
