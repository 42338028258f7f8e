// The workspace's keyboard shortcuts.
import { annotationAt } from "annotations/marking"
import { KINDS } from "annotations/toolbar"

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
  const { editor, panel, store, toolbar } = workspace
  const kind = KINDS.find(([, , key]) => key === letter)?.[0]
  if (kind && editor.view.hasFocus()) {
    event.preventDefault()
    workspace.tag(kind)
  } else if (letter === "T" && toolbar.matches(":popover-open")) {
    event.preventDefault()
    toolbar.querySelector("[tabindex='0']").focus()
  } else if (letter === "P") {
    const entry = store.get(annotationAt(editor)) ?? panel.current
    if (!entry) return
    event.preventDefault()
    panel.open(entry, { focus: true })
  }
}
