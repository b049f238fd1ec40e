/** The page's own script. Prompts reach the document only through `textContent`. */
export const pageScript: string = `
const maxShown = 60
const counters = { submissions: 'submissions', accepted: 'accepted', chargedCredits: 'credits charged', refundedCredits: 'credits refunded', succeeded: 'succeeded', failed: 'failed', polls: 'polls', batchPolls: 'batch polls', imageDownloads: 'downloads', uploads: 'uploads', callbacksSent: 'callbacks', faultsInjected: 'faults' }
const faults = ['429', '500', '502', '504', 'slow', 'hang-before', 'hang-after', 'reset-before', 'reset-after', 'reset-mid-body', 'malformed-json', 'missing-fields', 'moderation', 'task-fails', 'hiccup', 'no-image', 'never-finishes', 'unknown-task', 'image-404', 'image-truncated', 'image-endless', 'callback-lost', 'callback-twice', 'callback-forged']
const byId = (id) => document.getElementById(id)

function make(name, className, text) {
  const element = document.createElement(name)
  if (className) element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

const values = new Map()
for (const [key, label] of Object.entries(counters)) {
  const box = make('div')
  const value = make('dd', '', '0')
  box.append(make('dt', '', label), value)
  byId('counters').append(box)
  values.set(key, value)
}

function showFaults(list) {
  byId('in-force').textContent = list.length === 0 ? '' : 'In force: ' + list.map((fault) => fault.kind + (fault.times ? ' × ' + fault.times : '')).join(', ')
}

async function control(method, body) {
  const response = await fetch('/_control/faults', { method, headers: { 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) })
  const answer = await response.json()
  showFaults(answer.faults ?? [])
}

for (const kind of faults) {
  const button = make('button', '', kind)
  button.addEventListener('click', () => void control('POST', { kind, times: 1 }))
  byId('faults').append(button)
}
const clear = make('button', 'clear', 'clear all')
clear.addEventListener('click', () => void control('DELETE'))
byId('faults').append(clear)
void control('GET')

const cards = new Map()

function seconds(ms) {
  return (Math.max(0, ms) / 1000).toFixed(1) + ' s'
}

function images(task) {
  const box = make('div', 'images')
  if (task.images.length === 0) box.append(make('span', '', task.error ? task.error.message : 'drawing…'))
  for (const name of task.images.slice(0, 4)) {
    const link = make('a')
    link.href = '/sandbox-images/' + encodeURIComponent(name)
    const image = make('img')
    image.src = '/_page/thumbnails/' + encodeURIComponent(name)
    image.alt = task.prompt
    image.loading = 'lazy'
    link.append(image)
    box.append(link)
  }
  return box
}

function show(task) {
  const known = cards.get(task.id)
  const card = make('li', task.state)
  const words = make('div', 'words')
  const facts = make('p', 'facts')
  const time = make('span', '', task.finishedMs === undefined ? '' : seconds(task.finishedMs - task.createdMs))
  facts.append(make('span', 'state', task.state), ' · ' + task.model + (task.action === 'edit' ? ' · edit' : '') + (task.size ? ' · ' + task.size : '') + ' · ', time)
  words.append(make('p', 'prompt', task.prompt), facts)
  card.append(images(task), words)
  card.title = task.id
  if (known) known.card.replaceWith(card)
  else byId('tasks').prepend(card)
  cards.delete(task.id)
  cards.set(task.id, { card, task, time })
}

setInterval(() => {
  for (const { task, time } of cards.values()) if (task.state === 'running') time.textContent = seconds(Date.now() - task.createdMs)
}, 200)

function drop() {
  const shown = [...byId('tasks').children]
  const kept = new Set(shown.slice(0, maxShown))
  for (const [id, { card }] of cards) if (!kept.has(card)) { card.remove(); cards.delete(id) }
}

const events = new EventSource('/_events')
events.addEventListener('open', () => { byId('connection').textContent = 'live'; byId('connection').className = 'live' })
events.addEventListener('error', () => { byId('connection').textContent = 'connection lost'; byId('connection').className = '' })
events.addEventListener('message', (event) => {
  const { tasks, stats, faults } = JSON.parse(event.data)
  for (const task of tasks) show(task)
  showFaults(faults)
  drop()
  byId('empty').hidden = cards.size > 0
  for (const [key, value] of values) value.textContent = Number(stats[key]).toLocaleString('en')
})
`
