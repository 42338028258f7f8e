// What the words themselves tell of a new annotation's fields. Guesses for a person to correct.
import { permalinkFields } from "annotations/permalinks"
import { postFields } from "annotations/posts"

const PAIRS = ["“”", "‘’", "«»", "»«", "„“", "„”", "‚‘", '""', "''", "「」"]

// One number and no scale behind it: "1,204 people", "3.5 per cent"; not "4.2 million".
const NUMBER = /^[^\d]*?([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)(?![\d.,]*\d)(.*)$/su
const SCALE = /^[\s\u00a0-]*(thousand|million|billion|trillion|k|m|bn|tn)\b/iu

// `addresses` are those that the words link to.
export function prefill(kind, words, addresses = []) {
  const readers = { quote: quoteFields, social_embed: postFields, statistic: statisticFields }
  const linked = kind === "social_embed" ? permalinkFields(addresses) : {}
  return { ...readers[kind]?.(words), ...linked }
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
