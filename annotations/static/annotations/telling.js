// What the workspace tells: to screen readers, in the message line above the bar, and whether all
// is saved.

export class Telling {
  constructor() {
    this.timer = 0
    for (const name of ["desk-bar", "desk-message"]) keepHeight(name)
    this.saved = document.querySelector("[data-saved]")
  }

  // Of several in a row the last one is told. Bad news stays in sight until the next ones; what is
  // said aside does not end it.
  say(message, { bad = false, aside = false } = {}) {
    const live = document.querySelector("[data-live]")
    live.textContent = ""
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      live.textContent = message // after the region was empty, so that the same words are told twice
    }, 50)
    if (aside) return
    const told = document.querySelector("[data-message]")
    told.textContent = bad ? message : ""
    told.hidden = !bad
  }

  showSaved(dirty, text) {
    this.saved.textContent = text ?? (dirty ? "Unsaved changes" : this.saved.textContent)
    this.saved.classList.toggle("is-dirty", dirty)
  }
}

// What stands above it has to know how high it is; it wraps.
function keepHeight(name) {
  const element = document.querySelector(`.${name}`)
  const measure = () => document.documentElement.style.setProperty(`--${name}`, `${element.offsetHeight}px`)
  new ResizeObserver(measure).observe(element)
}
