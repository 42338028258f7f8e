// The formatting toolbar: role=toolbar, one tab stop, arrows inside, pressed states told.
import { icon } from "articles/icons"
import { canPick } from "articles/picker"

const BLOCKS = [
  ["p", "Paragraph", (chain) => chain.setParagraph(), (e) => e.isActive("paragraph")],
  ["h2", "Heading", (chain) => chain.setHeading({ level: 2 }), (e) => e.isActive("heading", { level: 2 })],
  ["h3", "Subheading", (chain) => chain.setHeading({ level: 3 }), (e) => e.isActive("heading", { level: 3 })],
  ["h4", "Small heading", (chain) => chain.setHeading({ level: 4 }), (e) => e.isActive("heading", { level: 4 })],
]

const FORMATS = ["bold", "italic", "subscript", "superscript", "link"]

// [what shows: letters or the name of an icon, name for people, command, active when, usable when]
const BUTTONS = [
  [
    ["B", "Bold (Ctrl+B)", (c) => c.toggleBold(), "bold"],
    ["I", "Italic (Ctrl+I)", (c) => c.toggleItalic(), "italic"],
    ["link", "Link (Ctrl+K)", (c) => c.addLink(), "link", (e) => !e.state.selection.empty || e.isActive("link")],
    ["unlink", "Remove link", (c) => c.unsetLink(), null, (e) => e.isActive("link")],
    ["x₂", "Subscript", (c) => c.toggleSubscript(), "subscript"],
    ["x²", "Superscript", (c) => c.toggleSuperscript(), "superscript"],
  ],
  [
    ["bullets", "Bulleted list", (c) => c.toggleBulletList(), "bulletList"],
    ["numbers", "Numbered list", (c) => c.toggleOrderedList(), "orderedList"],
    ["quote", "Block quote", (c) => c.toggleBlockquote(), "blockquote"],
    ["rule", "Horizontal rule", (c) => c.setHorizontalRule()],
    ["picture", "Insert a picture", (c) => c.insertPicture(), null, canPick],
    ["table", "Insert a table", (c) => c.insertTable({ rows: 3, cols: 2, withHeaderRow: true }), "table", (e) => !e.isActive("table")],
  ],
  [
    ["clear", "Clear formatting", clearFormats, null, (e) => !e.state.selection.empty],
    ["undo", "Undo (Ctrl+Z)", (c) => c.undo(), null, (e) => e.can().undo()],
    ["redo", "Redo (Ctrl+Shift+Z)", (c) => c.redo(), null, (e) => e.can().redo()],
  ],
  [
    ["+ Row", "Add a row below", (c) => c.addRowAfter(), null, inTable],
    ["+ Column", "Add a column after", (c) => c.addColumnAfter(), null, inTable],
    ["− Row", "Delete the row", (c) => c.deleteRow(), null, inTable],
    ["− Column", "Delete the column", (c) => c.deleteColumn(), null, inTable],
    ["− Table", "Delete the table", (c) => c.deleteTable(), null, inTable],
  ],
]
const LETTERS = { B: "format-strong", I: "format-em" }

// An extension named textLock may keep the text as it is (annotations/lock.js).
function isWritable(editor) {
  return editor.isEditable && !editor.storage.textLock?.locked
}

function inTable(editor) {
  return editor.isActive("table")
}

// Takes formatting off the selected words and leaves every other mark where it is.
function clearFormats(chain) {
  return FORMATS.reduce((so_far, name) => so_far.unsetMark(name), chain)
}

export function formattingBar(editor) {
  const bar = document.createElement("div")
  bar.className = "format-bar"
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "Formatting")
  bar.setAttribute("aria-controls", editor.view.dom.id)
  const refreshers = [addBlockChoice(bar, editor)]
  for (const group of BUTTONS) {
    const box = document.createElement("span")
    box.className = "format-group"
    bar.append(box)
    for (const spec of group) refreshers.push(addButton(box, editor, spec))
    refreshers.push(() => {
      box.hidden = [...box.children].every((button) => button.hidden)
    })
  }
  const refresh = () => {
    for (const update of refreshers) update()
  }
  editor.on("transaction", refresh)
  rove(bar)
  refresh()
  return bar
}

function addBlockChoice(bar, editor) {
  const choice = document.createElement("select")
  choice.className = "format-block"
  choice.setAttribute("aria-label", "Kind of paragraph")
  for (const [value, label] of BLOCKS) choice.add(new Option(label, value))
  const other = new Option("Other", "")
  other.hidden = true
  choice.add(other)
  choice.addEventListener("change", () => {
    const block = BLOCKS.find(([value]) => value === choice.value)
    if (block) block[2](editor.chain().focus()).run()
  })
  bar.append(choice)
  return () => {
    const active = BLOCKS.find(([, , , isActive]) => isActive(editor))
    choice.value = active ? active[0] : ""
    choice.disabled = !isWritable(editor)
  }
}

function addButton(box, editor, [shown, name, command, mark, usable = () => true]) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = LETTERS[shown] ?? ""
  button.append(icon(shown) ?? shown)
  button.title = name
  button.setAttribute("aria-label", name)
  button.addEventListener("mousedown", (event) => event.preventDefault()) // keeps the selection
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") command(editor.chain().focus()).run()
  })
  box.append(button)
  return () => {
    const able = isWritable(editor) && usable(editor)
    if (mark) button.setAttribute("aria-pressed", String(editor.isActive(mark)))
    button.setAttribute("aria-disabled", String(!able))
    // What only makes sense in a table or a link shows only there.
    button.hidden = !able && (usable === inTable || shown === "unlink" || (shown === "table" && inTable(editor)))
  }
}

// One tab stop; arrow keys, Home and End move inside (ARIA Authoring Practices, toolbar).
export function rove(toolbar) {
  const items = () => [...toolbar.querySelectorAll("button, select")].filter((item) => !item.closest("[hidden]"))
  const settle = (current) => {
    for (const item of toolbar.querySelectorAll("button, select")) item.tabIndex = item === current ? 0 : -1
  }
  settle(items()[0])
  toolbar.addEventListener("focusin", (event) => settle(event.target))
  toolbar.addEventListener("keydown", (event) => {
    const list = items()
    const here = list.indexOf(document.activeElement)
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: list.length - 1 }
    if (!(event.key in steps) || here < 0) return
    event.preventDefault()
    list[(steps[event.key] + list.length) % list.length].focus()
  })
}
