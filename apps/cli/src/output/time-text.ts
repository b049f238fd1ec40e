import type { Texts } from '../language/translator.ts'
/** A duration as people say it: `0.4 s`, `12 s`, `2 min 05 s`, `1 h 02 min`. */
export function durationText(durationMs: number): string {
  const ms = Math.max(0, durationMs)
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`
}

/** Whole seconds, for a line that is redrawn many times a second. */
export function secondsText(durationMs: number): string {
  const seconds = Math.floor(Math.max(0, durationMs) / 1000)
  return seconds < 100 ? `${seconds} s` : durationText(seconds * 1000)
}

/** How long ago, for tables. */
export function agoText(ageMs: number, { t }: Texts): string {
  const minutes = Math.floor(Math.max(0, ageMs) / 60_000)
  if (minutes < 1) return t('time.now')
  if (minutes < 60) return t('time.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? t('time.hours', { count: hours }) : t('time.days', { count: Math.floor(hours / 24) })
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
