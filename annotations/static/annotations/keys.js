// Listens to the workspace's keyboard shortcuts; they are declared in shortcuts.js.
import { SHORTCUTS, pressed } from "annotations/shortcuts"

const ONCE = /^Alt\+Shift\+[AORW]$/ // a key that is held down decides once

export function listenToKeys(workspace) {
  const commands = new Map(SHORTCUTS.flatMap(({ keys }) => keys).map(({ keys, run }) => [keys, run]))
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog:modal")) return
    const keys = pressed(event)
    const run = commands.get(keys)
    if (!run) return
    const handled = event.repeat && ONCE.test(keys) ? true : run(workspace)
    if (handled !== false) event.preventDefault()
  })
}
