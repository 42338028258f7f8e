// What the words themselves tell of a new annotation's fields. Guesses for a person to correct.
import { permalinkFields } from "annotations/permalinks"
import { postFields } from "annotations/posts"

const PAIRS = ["“”", "‘’", "«»", "»«", "„“", "„”", "‚‘", '""', "''", "「」"]

// One number and no scale behind it: "1,204 people", "3.5 per cent"; not "4.2 million".
const NUMBER = /^[^\d]*?([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)(?![\d.,]*\d)(.*)$/su
const SCALE = /^[\s\u00a0-]*(thousand|million|billion|trillion|k|m|bn|tn)\b/iu

// `about`, of a post: the `addresses` that its words link to, its `language` where that is known.
export function prefill(kind, words, about = {}) {
  const readers = { quote: quoteFields, social_embed: postFields, statistic: statisticFields }
  const fields = readers[kind]?.(words) ?? {}
  return kind === "social_embed" ? completed(fields, about) : fields
}

// The fields that the words of a post give, with what its links and its code tell.
export function completed(fields, { addresses = [], language = "" }) {
  const { handle = "" } = fields
  return { ...fields, ...permalinkFields(addresses, handle), ...(handle && { handle }), ...(language && { language }) }
}

// What a field that somebody filled in tells of others.
export function impliedBy(kind, name, value) {
  return kind === "social_embed" && name === "post_url" ? permalinkFields([value]) : {}
}

function quoteFields(words) {
  const pair = PAIRS.find((marks) => words.length > 2 && words[0] === marks[0] && words.at(-1) === marks[1])
  return { text: pair ? words.slice(1, -1) : words, quote_type: "direct" }
}

function statisticFields(words) {
  const match = NUMBER.exec(words)
  if (!match || /\d/.test(match[2]) || SCALE.test(match[2])) return {}
  const fields = { value: match[1].replaceAll(",", "").replace("−", "-") }
  if (/^\s*(%|per ?cent\b)/iu.test(match[2])) fields.unit = "per cent"
  return fields
}
