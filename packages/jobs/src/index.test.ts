import { expect, test } from 'vitest'
import * as main from './index.ts'
import * as node from './node/index.ts'
import * as testing from './testing/index.ts'

// The public surface is a deliberate list: if you change it, change this list, and write a changeset.

test('the main entry', () => {
  expect(Object.keys(main).toSorted()).toEqual([
    'JobRefusal',
    'accountOf',
    'chargedOf',
    'checkBudget',
    'createFluxService',
    'createMemoryRecords',
    'createMemoryStore',
    'createNameReservations',
    'createRunner',
    'createUnlessRefused',
    'createWithin',
    'describeEstimate',
    'dueAtMs',
    'durationOf',
    'estimate',
    'findById',
    'freeName',
    'holdForMs',
    'hostClock',
    'imagesMissing',
    'isClaim',
    'isDamaged',
    'isDue',
    'isInDoubt',
    'isOtherAccount',
    'isOwed',
    'isSandbox',
    'isUnconfirmed',
    'jobFromBot',
    'jobFromCli',
    'jobFromExtension',
    'learn',
    'mayBeAccepted',
    'mayBePaid',
    'newJob',
    'nothingSpent',
    'readJob',
    'recheckForMs',
    'requestFacts',
    'safeName',
    'slug',
    'spent',
    'staleAfterMs',
    'stateOf',
    'windowAt',
    'within',
  ])
})

test('the Node entry', () => {
  expect(Object.keys(node).toSorted()).toEqual([
    'SqliteDatabase',
    'appFolders',
    'createFileStore',
    'createPostgresStore',
    'createSqliteStore',
    'importJob',
    'importRecords',
    'jobSteps',
    'makeFolder',
    'migratePostgres',
    'oneStatement',
    'openSandbox',
    'parseStoredTokens',
    'replaceFile',
    'rowListed',
    'selectJobs',
    'tokenFilePath',
  ])
})

test('the entry for tests', () => {
  expect(Object.keys(testing).toSorted()).toEqual(['SuiteEffectRefused', 'aJob', 'createFakeFlux', 'storeCases'])
})
