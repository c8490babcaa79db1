(() => {
  'use strict';
  const at = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = at('search');
  const foldAll = at('fold-all');
  const onlyUnfilled = at('only-unfilled');
  const contents = document.querySelector('.contents');
  const entries = new Map(
    all('.contents a').map((link) => [decodeURIComponent(link.hash.slice(1)), link.parentElement]),
  );
  const questions = all('.question').map((element) => ({
    element,
    details: element.querySelector('details'),
    entry: entries.get(element.id),
    text: undefined,
  }));
  const visible = () => questions.filter(({ element }) => !element.hidden);

  // Search
  const plain = (text) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();

  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const unfilledOnly = onlyUnfilled?.getAttribute('aria-pressed') === 'true';
    for (const question of questions) {
      const { element, entry } = question;
      question.text ??= plain(element.textContent);
      const isUnfilled = 'unfilled' in element.dataset;
      element.hidden = (unfilledOnly && !isUnfilled) || !words.every((word) => question.text.includes(word));
      entry.hidden = element.hidden;
    }
    for (const section of all('main > section')) {
      section.hidden = !section.querySelector('.question:not([hidden])');
      entries.get(section.querySelector('h2').id).hidden = section.hidden;
    }
    const count = visible().length + ' of ' + questions.length;
    at('found').textContent =
      words.length > 0 || unfilledOnly ? count + (questions.length === 1 ? ' question' : ' questions') : '';
    showFold();
  };
  const clearSearch = () => {
    search.value = '';
    filter();
  };
  search.addEventListener('input', filter);
  onlyUnfilled?.addEventListener('click', () => {
    onlyUnfilled.setAttribute('aria-pressed', String(onlyUnfilled.getAttribute('aria-pressed') !== 'true'));
    filter();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = document.activeElement === search;
    if (isTyping && event.key === 'Escape') clearSearch();
    if (isTyping || event.key !== '/' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.select();
  });

  // Folding
  const isAnyFolded = () => visible().some(({ details }) => !details.open);
  const showFold = () => {
    foldAll.textContent = isAnyFolded() ? 'Expand all' : 'Collapse all';
  };
  foldAll.addEventListener('click', () => {
    const open = isAnyFolded();
    for (const { element } of visible()) for (const details of all('details', element)) details.open = open;
  });
  document.querySelector('main').addEventListener('toggle', showFold, true);

  // Questions by address
  const openTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const question = questions.find(({ element }) => element.id === id);
    if (!question) return;
    if (question.element.hidden) {
      onlyUnfilled?.setAttribute('aria-pressed', 'false');
      clearSearch();
    }
    question.details.open = true;
    question.element.scrollIntoView();
    question.details.querySelector('summary').focus({ preventScroll: true });
  };
  const narrow = matchMedia('(max-width: 62rem)');
  addEventListener('hashchange', openTarget);
  contents.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    // The same address again changes nothing, and is still meant.
    if (link && link.hash === location.hash) openTarget();
    if (link && narrow.matches) contents.open = false;
  });

  contents.open = !narrow.matches;
  document.querySelector('.tools').hidden = false;
  showFold();
  openTarget();
})();
