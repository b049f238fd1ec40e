import { endOf, moved, type Place, samePosition, type Span } from './moved.ts'

export interface Selection {
  readonly anchor: Place
  readonly active: Place
}

/**
 * Where a selection belongs after our text was written into a place. A selection that ends there does not take the text in,
 * and the next key stroke does not replace it.
 *
 * @param leaves Does a cursor exactly there stay before the text? Otherwise it goes behind it, as if a user had typed it.
 */
export function selectionAfter(
  { anchor, active }: Selection,
  replaced: Span,
  text: string,
  leaves: boolean,
): Selection {
  const isCursor = samePosition(anchor, active)
  const isBackward = isAfter(anchor, active)
  const place = (each: Place, isStart: boolean): Place => {
    if (isCursor) return moved(each, replaced, text, !leaves)
    return moved(each, replaced, text, isStart)
  }
  return { anchor: place(anchor, !isBackward), active: place(active, isBackward) }
}

/** Where the editor leaves a selection that touches the place: it grows, and a cursor goes behind the text. */
export function selectionAsEdited({ anchor, active }: Selection, replaced: Span, text: string): Selection {
  const isCursor = samePosition(anchor, active)
  const isBackward = isAfter(anchor, active)
  const place = (each: Place, isStart: boolean): Place =>
    !isCursor && isStart && samePosition(each, replaced.start) ? each : behind(each, replaced, text)
  return { anchor: place(anchor, !isBackward), active: place(active, isBackward) }
}

function behind(place: Place, replaced: Span, text: string): Place {
  return samePosition(place, replaced.start) ? endOf(replaced.start, text) : moved(place, replaced, text)
}

function isAfter(a: Place, b: Place): boolean {
  return a.line > b.line || (a.line === b.line && a.character > b.character)
}
