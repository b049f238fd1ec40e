import { findModel } from '@fluxkit/core'
import * as vscode from 'vscode'
import { laterCommands } from '../../contributions.ts'
import { costText } from '../../model/cost/session.ts'
import { failureText } from '../../model/failures/failure-text.ts'
import { localDate } from '../../model/jobs/by-day.ts'
import type { DamagedView } from '../../model/jobs/damaged-view.ts'
import { clipped, isChoiceOpen, isOver, type JobView, type SavedFile } from '../../model/jobs/job-view.ts'
import { isShownIn, workspaceName } from '../../model/jobs/ownership.ts'
import type { KeptImage } from '../../model/kept/kept-image.ts'
import { showSize } from '../../model/read-size.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { exists } from '../../platform/exists.ts'
import { windowFacts } from '../../platform/window-facts.ts'
import { reasonText } from './kept-reason-text.ts'
import type { HistoryNode } from './history-node.ts'
import { t, texts } from '../../platform/t.ts'

/** How a node of the history is shown and read out: thumbnail, state, tooltip, and what its context menu goes by. */
export async function historyItem(node: HistoryNode): Promise<vscode.TreeItem> {
  const item = await itemOf(node)
  // The editor would read a tooltip that is a text instead of the label, and no other tooltip.
  const seen = [item.label, item.description].flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : []))
  const label = [...seen, ...plainTooltip(node)].join(', ')
  item.accessibilityInformation = { label }
  return item
}

/** What is only in the tooltip. */
function plainTooltip(node: HistoryNode): string[] {
  if (node.kind === 'job') return [factsOf(node.job)]
  if (node.kind === 'kept') return [clipped(node.kept.prompt)]
  if (node.kind === 'keptGroup') return [t('keptTooltip')]
  return node.kind === 'damaged' ? [node.entry.damaged] : []
}

async function itemOf(node: HistoryNode): Promise<vscode.TreeItem> {
  if (node.kind === 'day') return dayItem(node.date)
  if (node.kind === 'damaged') return damagedItem(node.entry)
  if (node.kind === 'keptGroup') return keptGroupItem(node.images)
  if (node.kind === 'kept') return keptItem(node.kept, node.file)
  return node.kind === 'job' ? jobItem(node.job) : fileItem(node.file)
}

/** Nobody knows what it holds: an image may be owed. */
function damagedItem({ damaged, id }: DamagedView): vscode.TreeItem {
  const item = new vscode.TreeItem(t('damagedRecord'))
  item.description = id ?? ''
  item.tooltip = damaged
  item.iconPath = new vscode.ThemeIcon('warning')
  item.contextValue = id === undefined ? 'damaged' : 'damaged removable'
  return item
}

function dayItem(date: string): vscode.TreeItem {
  const today = localDate(Date.now())
  const shown = new Date(`${date}T12:00`).toLocaleDateString(vscode.env.language, { dateStyle: 'full' })
  const item = new vscode.TreeItem(date === today ? t('today') : shown)
  item.id = date
  item.collapsibleState =
    date === today ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed
  item.contextValue = 'day'
  return item
}

function keptGroupItem({ length }: readonly KeptImage[]): vscode.TreeItem {
  const item = new vscode.TreeItem(t('keptImages'), vscode.TreeItemCollapsibleState.Collapsed)
  item.id = 'kept'
  item.description = String(length)
  item.tooltip = t('keptTooltip')
  item.iconPath = new vscode.ThemeIcon('archive')
  item.contextValue = 'keptGroup'
  return item
}

function keptItem({ id, from, reason, prompt, keptAtMs }: KeptImage, file: vscode.Uri): vscode.TreeItem {
  const item = new vscode.TreeItem(basename(vscode.Uri.parse(from, true).path))
  item.id = `kept ${id}`
  const date = new Date(keptAtMs).toLocaleDateString(vscode.env.language, { dateStyle: 'short' })
  item.description = `${date} · ${reasonText(reason)}`
  item.tooltip = new vscode.MarkdownString().appendText(prompt)
  item.iconPath = file
  item.contextValue = 'kept'
  item.command = openCommand(file)
  return item
}

async function jobItem(job: JobView): Promise<vscode.TreeItem> {
  const item = new vscode.TreeItem(clipped(job.prompt))
  item.id = job.id
  const uri = await firstThere(job.files)
  const isMissing = uri === undefined && job.files.length > 0
  item.description = describe(job, isMissing)
  item.tooltip = tooltip(job)
  item.iconPath = uri ?? stateIcon(job, isMissing)
  const marks: readonly (readonly [string, boolean])[] = [
    ['job', true],
    ['picture', uri !== undefined],
    ['missing', isMissing],
    ['recoverable', job.isRecoverable && !job.isHeld],
    ['choice', isChoiceOpen(job)],
    ['edited', await isComparable(job)],
  ]
  item.contextValue = marks.flatMap(([mark, isSet]) => (isSet ? [mark] : [])).join(' ')
  if (job.files.length > 1) item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed
  else if (uri !== undefined) item.command = openCommand(uri)
  // The message that said so, with its buttons, may be gone.
  else if (!isMissing) item.command = { command: laterCommands.showOutcome, title: t('open'), arguments: [job.id] }
  return item
}

/** An edit and the local original that it was made of are both there. */
async function isComparable({ action, source, files }: JobView): Promise<boolean> {
  const [edited] = files
  if (action !== 'edit' || edited === undefined || source === undefined) return false
  if (source === edited.uri || /^https?:/i.test(source)) return false
  const both = [source, edited.uri].map((uri) => exists(vscode.Uri.parse(uri, true)))
  return (await Promise.all(both)).every(Boolean)
}

/** A user may have removed some images of a job: the others still show what it was. */
async function firstThere(files: readonly SavedFile[]): Promise<vscode.Uri | undefined> {
  for (const file of files) {
    const uri = vscode.Uri.parse(file.uri, true)
    if (await exists(uri)) return uri
  }
  return undefined
}

async function fileItem(file: SavedFile): Promise<vscode.TreeItem> {
  const uri = vscode.Uri.parse(file.uri, true)
  const item = new vscode.TreeItem(basename(uri.path))
  const isThere = await exists(uri)
  item.id = file.uri
  item.description = isThere ? `${file.width} × ${file.height}` : t('fileMissing')
  item.iconPath = isThere ? uri : new vscode.ThemeIcon('warning')
  item.contextValue = isThere ? 'picture' : 'missing'
  if (isThere) item.command = openCommand(uri)
  return item
}

function openCommand(uri: vscode.Uri): vscode.Command {
  return { command: 'vscode.open', title: t('open'), arguments: [uri] }
}

function describe(job: JobView, isMissing: boolean): string {
  const time = new Date(job.createdAtMs).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' })
  const state = isMissing ? t('fileMissing') : stateWord(job)
  const workspace = isShownIn(job, windowFacts()) ? undefined : workspaceName(job)
  return [time, workspace, job.isSandbox ? t('sandbox') : undefined, state].filter(Boolean).join(' · ')
}

function stateWord(job: JobView): string | undefined {
  if (job.isHeld) return t('stateRunning')
  if (isChoiceOpen(job)) return t('galleryWaiting')
  if (job.state === 'done') return undefined
  if (job.state === 'created' || job.state === 'stale') return t('stateNotSubmitted')
  if (job.state === 'unknown') return t('stateUnknown')
  if (job.isRecoverable) return t('stateRecoverable')
  return isOver(job) ? t('stateFailed') : t('stateRunning')
}

function stateIcon(job: JobView, isMissing: boolean): vscode.ThemeIcon {
  if (isMissing) return new vscode.ThemeIcon('warning')
  if (job.isHeld) return new vscode.ThemeIcon('sync~spin')
  if (job.state === 'unknown') return new vscode.ThemeIcon('question')
  return new vscode.ThemeIcon(job.isRecoverable ? 'cloud-download' : 'error')
}

function factsOf(job: JobView): string {
  const size = job.size === undefined ? undefined : showSize(job.size)
  return [findModel(job.model)?.label ?? job.model, size, costText(job, texts())].filter(Boolean).join(' · ')
}

function tooltip(job: JobView): vscode.MarkdownString {
  const text = new vscode.MarkdownString()
  text.appendText(job.prompt)
  text.appendMarkdown('\n\n')
  text.appendText(factsOf(job))
  if (job.failure !== undefined && job.state !== 'done') {
    text.appendMarkdown('\n\n')
    text.appendText(failureText(job.failure, texts()).message)
  }
  return text
}
