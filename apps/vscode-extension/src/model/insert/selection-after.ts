import { endOf, moved, type Position, samePosition, type Span } from './position.ts'

export interface Selection {
  readonly anchor: Position
  readonly active: Position
}

/**
 * Where a selection belongs after our text was written into a position. A selection that ends there does not take the text in,
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
  const moveEdge = (each: Position, isStart: boolean): Position => {
    if (isCursor) return moved(each, replaced, text, !leaves)
    return moved(each, replaced, text, isStart)
  }
  return { anchor: moveEdge(anchor, !isBackward), active: moveEdge(active, isBackward) }
}

/** Where the editor leaves a selection that touches the position: it grows, and a cursor goes behind the text. */
export function selectionAsEdited({ anchor, active }: Selection, replaced: Span, text: string): Selection {
  const isCursor = samePosition(anchor, active)
  const isBackward = isAfter(anchor, active)
  const moveEdge = (each: Position, isStart: boolean): Position =>
    !isCursor && isStart && samePosition(each, replaced.start) ? each : behind(each, replaced, text)
  return { anchor: moveEdge(anchor, !isBackward), active: moveEdge(active, isBackward) }
}

function behind(position: Position, replaced: Span, text: string): Position {
  return samePosition(position, replaced.start) ? endOf(replaced.start, text) : moved(position, replaced, text)
}

function isAfter(a: Position, b: Position): boolean {
  return a.line > b.line || (a.line === b.line && a.character > b.character)
}
