// Drafts: what was typed and is not saved, kept in this browser until it is.
//
// Each opening of a page has a draft of its own, under the person and the article. The page holds
// a lock of the draft's name while it is open, so what a closed or crashed page left can be told
// from what another tab works on.

const PREFIX = "draft:" // as in forgetting.js
const WAIT = 1500 // ms in which a page that was just left lets go of its lock

export class Drafts {
  // `article` is a number, or null for one that is yet to be saved.
  constructor(user, article) {
    this.page = crypto.getRandomValues(new Uint32Array(2)).join("-")
    this.belongTo(user, article)
  }

  belongTo(user, article) {
    const key = `${PREFIX}${user}:${article ?? "new"}:${this.page}`
    if (key === this.key) return
    const kept = this.key && localStorage.getItem(this.key)
    this.forget()
    this.key = key
    navigator.locks?.request(key, () => new Promise(() => {})) // until the page is gone
    if (kept) this.write(kept)
  }

  // Returns whether there was room for it.
  keep(draft) {
    return this.write(JSON.stringify(draft))
  }

  write(text) {
    try {
      localStorage.setItem(this.key, text)
      return true
    } catch {
      return false
    }
  }

  forget(key = this.key) {
    localStorage.removeItem(key)
  }

  // What pages left that are open no longer, newest first: [{key, ...draft}].
  async left() {
    const start = this.key.slice(0, -this.page.length)
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start) && key !== this.key)
    const closed = await Promise.all(keys.map(isClosed))
    const found = keys.filter((_, index) => closed[index]).map(read)
    return found.filter(Boolean).sort((a, b) => b.at - a.at)
  }
}

async function isClosed(key) {
  if (!navigator.locks) return true
  try {
    return await navigator.locks.request(key, { signal: AbortSignal.timeout(WAIT) }, () => true)
  } catch {
    return false
  }
}

function read(key) {
  try {
    return { ...JSON.parse(localStorage.getItem(key)), key }
  } catch {
    return null
  }
}
