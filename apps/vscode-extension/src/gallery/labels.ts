import type { Texts } from '../language/translator.ts'
import { maxCompared } from './model/browse.ts'
import type { Labels } from './model/protocol.ts'

/** The page's own texts, in the language of the editor. */
export function labelsOf({ t }: Texts): Labels {
  return {
    open: t('open'),
    insert: t('galleryInsert'),
    edit: t('editImage'),
    reveal: t('galleryReveal'),
    copyPath: t('galleryCopyPath'),
    copyPrompt: t('galleryCopyPrompt'),
    aside: t('galleryPutAside'),
    restore: t('restoreImage'),
    recover: t('recoverNow'),
    again: t('retry'),
    gallery: t('images'),
    filter: t('galleryFilter'),
    showAll: t('galleryShowAll'),
    compare: t('galleryCompare'),
    compareHint: t('galleryCompareHint'),
    details: t('galleryDetails'),
    empty: t('galleryEmpty'),
    noMatch: t('galleryNoMatch'),
    // The page puts its numbers in.
    shownCount: t('galleryShownCount', { shown: '%1', all: '%2' }),
    selectedCount: t('gallerySelectedCount', { selected: '%1', most: maxCompared }),
    back: t('galleryBack'),
    choose: t('choose'),
    useThis: t('galleryUseThis'),
    waiting: t('galleryWaiting'),
    zoomIn: t('galleryZoomIn'),
    zoomOut: t('galleryZoomOut'),
    fit: t('galleryFit'),
    broken: t('galleryBroken'),
  }
}
