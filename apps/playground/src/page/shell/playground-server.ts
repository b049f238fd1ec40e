import type { ActivityEntry, ActivityStatus } from '../../server/activity.ts'

/** What the page's own server offers beside the page. */

export async function switchBot(action: 'kill' | 'stop' | 'start'): Promise<void> {
  const answer = await fetch('/bot', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action }),
  })
  if (!answer.ok) throw new Error(((await answer.json()) as { error?: string }).error ?? 'That did not work')
}

export interface ActivityListener {
  entry(entry: ActivityEntry): void
  status(status: ActivityStatus): void
  /** The server is gone. */
  lost(): void
  /** There is a server again, perhaps another one: with other simulators, other people, other messages. */
  back(): void
}

export function followActivity(listener: ActivityListener): void {
  const source = new EventSource('/activity')
  let isLost = false
  source.addEventListener('entry', (event) => listener.entry(JSON.parse(String(event.data)) as ActivityEntry))
  source.addEventListener('status', (event) => listener.status(JSON.parse(String(event.data)) as ActivityStatus))
  source.addEventListener('error', () => {
    isLost = true
    listener.lost()
  })
  source.addEventListener('open', () => {
    if (isLost) listener.back()
  })
}
