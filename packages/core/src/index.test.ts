import { expect, test } from 'vitest'
import * as callbacks from './callbacks/index.ts'
import * as images from './images/index.ts'
import * as main from './index.ts'
import * as node from './node/index.ts'
import * as schemas from './schemas/index.ts'
import * as testing from './testing/index.ts'

// The public API is a deliberate list: changing it means changing this list and adding a changeset.

const mainNames = [
  'AbortedError',
  'AuthenticationError',
  'BalanceError',
  'ClientClosedError',
  'ConnectionError',
  'FluxError',
  'InvalidRequestError',
  'ModerationError',
  'OutcomeUnknownError',
  'RateLimitError',
  'RejectedRequestError',
  'ServiceAnswerError',
  'ServiceFailureError',
  'TaskFailedError',
  'TransportError',
  'TransportFailedError',
  'UnknownTaskError',
  'WaitDeadlineError',
  'checkRequest',
  'checkSize',
  'convertSize',
  'createFluxClient',
  'defaultBaseUrl',
  'defaultModelIds',
  'defaultPlatformBaseUrl',
  'describeSize',
  'describeSizes',
  'errorCodes',
  'failureKindOf',
  'fetchTransport',
  'findModel',
  'formatSize',
  'isFluxError',
  'isReservedFileName',
  'maxUploadBytes',
  'models',
  'parseSize',
  'readSizeShape',
  'sameShapeSize',
  'sizeChoices',
  'suggestSizes',
  'systemClock',
]
const callbackNames = ['createCallbackReceiver', 'generateCallbackKey']
const imageNames = [
  'ImageDownloadError',
  'UnsafeUrlError',
  'createImageScanner',
  'displayedSize',
  'identifyImage',
  'isPublicHost',
]

test('the main entry', () => {
  expect(Object.keys(main).toSorted()).toEqual(mainNames)
})

test('the entry for callbacks', () => {
  expect(Object.keys(callbacks).toSorted()).toEqual(callbackNames)
})

test('the entry for images', () => {
  expect(Object.keys(images).toSorted()).toEqual(imageNames)
})

test('the entry for schemas', () => {
  expect(Object.keys(schemas).toSorted()).toEqual([
    'batchSchema',
    'costSchema',
    'editRequestSchema',
    'fluxRequestSchema',
    'generateRequestSchema',
    'imageSchema',
    'modelActionSchema',
    'modelIdSchema',
    'ratioSchema',
    'requestFields',
    'requestShapes',
    'responseSchema',
    'serviceErrorSchema',
    'sizeSchema',
    'submissionSchema',
    'taskSchema',
    'uploadSchema',
  ])
})

test('the entry for tests', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'aBatch',
    'aFinishedTask',
    'aRunningTask',
    'anAcceptance',
    'anErrorAnswer',
    'anImage',
    'anImageAnswer',
    'createFakeClock',
    'createScriptedTransport',
  ])
})

test('the Node entry exports all of them, and what only works in Node', () => {
  const own = ['SaveError', 'readImageFile', 'safeFileName', 'undiciTransport', 'writeImage']
  expect(Object.keys(node).toSorted()).toEqual([...mainNames, ...callbackNames, ...imageNames, ...own].toSorted())
})
