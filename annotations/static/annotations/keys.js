// Listens to the workspace's keyboard shortcuts; they are declared in shortcuts.js.
import { SHORTCUTS, pressed } from "annotations/shortcuts"

export function listenToKeys(workspace) {
  const commands = SHORTCUTS.flatMap(({ keys }) => keys).filter(({ run }) => run)
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog:modal")) return
    const keys = pressed(event)
    const command = commands.find((item) => item.keys === keys)
    if (!command) return
    const held = event.repeat && command.once
    if (held || command.run(workspace) !== false) event.preventDefault()
  })
}
