import { findModel } from '@fluxkit/core'
import * as vscode from 'vscode'
import { failureText } from '../../model/failures/failure-text.ts'
import { localDate } from '../../model/jobs/by-day.ts'
import { isCollectable, isEnded, type Job, type SavedFile } from '../../model/jobs/job.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { exists } from '../../platform/exists.ts'
import type { HistoryNode } from './history-node.ts'

/** How a node of the history is shown: thumbnail, state, tooltip, and what its context menu goes by. */
export async function historyItem(node: HistoryNode): Promise<vscode.TreeItem> {
  if (node.kind === 'day') return dayItem(node.date)
  return node.kind === 'job' ? jobItem(node.job) : fileItem(node.file)
}

function dayItem(date: string): vscode.TreeItem {
  const today = localDate(Date.now())
  const shown = new Date(`${date}T12:00`).toLocaleDateString(vscode.env.language, { dateStyle: 'full' })
  const item = new vscode.TreeItem(date === today ? vscode.l10n.t('Today') : shown)
  item.id = date
  item.collapsibleState =
    date === today ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed
  item.contextValue = 'day'
  return item
}

async function jobItem(job: Job): Promise<vscode.TreeItem> {
  const item = new vscode.TreeItem(job.prompt)
  item.id = job.id
  const uri = await firstThere(job.files)
  const isMissing = uri === undefined && job.files.length > 0
  item.description = describe(job, isMissing)
  item.tooltip = tooltip(job)
  item.iconPath = uri ?? stateIcon(job, isMissing)
  item.contextValue = ['job', uri === undefined ? '' : 'picture', isCollectable(job) ? 'recoverable' : '']
    .filter(Boolean)
    .join(' ')
  if (job.files.length > 1) item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed
  else if (uri !== undefined) item.command = openCommand(uri)
  return item
}

/** A person may have removed some pictures of a job: the others still show what it was. */
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
  item.description = isThere ? `${file.width} × ${file.height}` : vscode.l10n.t('missing')
  item.iconPath = isThere ? uri : new vscode.ThemeIcon('warning')
  item.contextValue = isThere ? 'picture' : 'missing'
  if (isThere) item.command = openCommand(uri)
  return item
}

function openCommand(uri: vscode.Uri): vscode.Command {
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] }
}

function describe(job: Job, isMissing: boolean): string {
  const time = new Date(job.createdAtMs).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' })
  const state = isMissing ? vscode.l10n.t('missing') : stateWord(job)
  return [time, job.sandbox ? vscode.l10n.t('sandbox') : undefined, state].filter(Boolean).join(' · ')
}

function stateWord(job: Job): string | undefined {
  if (!isEnded(job)) return vscode.l10n.t('in progress')
  if (job.state === 'done') return undefined
  if (isCollectable(job)) return vscode.l10n.t('can be collected')
  return job.state === 'unknown' ? vscode.l10n.t('outcome unknown') : vscode.l10n.t('failed')
}

function stateIcon(job: Job, isMissing: boolean): vscode.ThemeIcon {
  if (isMissing) return new vscode.ThemeIcon('warning')
  if (!isEnded(job)) return new vscode.ThemeIcon('sync~spin')
  return new vscode.ThemeIcon(isCollectable(job) ? 'cloud-download' : job.state === 'unknown' ? 'question' : 'error')
}

function tooltip(job: Job): vscode.MarkdownString {
  const text = new vscode.MarkdownString()
  text.appendText(job.prompt)
  const facts = [findModel(job.model)?.label ?? job.model, job.size, job.sandbox ? vscode.l10n.t('sandbox') : undefined]
  text.appendMarkdown('\n\n')
  text.appendText(facts.filter(Boolean).join(' · '))
  if (job.failure !== undefined && job.state !== 'done') {
    text.appendMarkdown('\n\n')
    text.appendText(failureText(job.failure, vscode.l10n.t).message)
  }
  return text
}
