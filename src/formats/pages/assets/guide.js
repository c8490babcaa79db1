(() => {
  'use strict';
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = at('search');
  const foldAll = at('fold-all');
  const onlyUnfilled = at('only-unfilled');
  const letters = at('letters');
  const contents = document.querySelector('.contents');
  const keys = document.querySelector('.keys');
  const questions = all('.question').map((element) => ({
    element,
    details: element.querySelector('details'),
    summary: element.querySelector('summary'),
    entry: undefined,
    text: undefined,
  }));
  const sections = all('main > section');
  const entries = new Map(
    all('.contents a').map((link) => [decodeURIComponent(link.hash.slice(1)), link.parentElement]),
  );
  for (const question of questions) question.entry = entries.get(question.element.id);

  // What is kept is kept by the browser, where it lets us.
  const recall = (name) => {
    try {
      return localStorage.getItem('prep-' + name);
    } catch {
      return null;
    }
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem('prep-' + name, value);
    } catch {
      /* then it holds until the page is closed */
    }
  };

  // Colors
  const darkButton = at('dark');
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : systemDark.matches);
  const showDark = () => darkButton.setAttribute('aria-pressed', String(isDark()));
  const chosen = recall('theme');
  if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
  darkButton.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    keep('theme', root.dataset.theme);
    showDark();
  });
  systemDark.addEventListener('change', showDark);
  showDark();

  // Search
  const plain = (text) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();
  const visible = () => questions.filter(({ element }) => !element.hidden);
  const hits = typeof Highlight === 'function' && CSS.highlights ? new Highlight() : undefined;
  if (hits) CSS.highlights.set('hit', hits);
  const MOST_HITS = 3000;

  const markIn = (element, words) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (const word of words)
        for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + word.length)) {
          if (hits.size >= MOST_HITS) return;
          const range = new Range();
          range.setStart(node, from);
          range.setEnd(node, from + word.length);
          hits.add(range);
        }
    }
  };
  const mark = (words) => {
    if (!hits) return;
    hits.clear();
    if (words.length === 0) return;
    for (const { element } of visible()) {
      if (hits.size >= MOST_HITS) return;
      markIn(element, words);
    }
  };

  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const unfilledOnly = onlyUnfilled?.getAttribute('aria-pressed') === 'true';
    let count = 0;
    for (const question of questions) {
      let shown = !unfilledOnly || 'unfilled' in question.element.dataset;
      if (shown && words.length > 0) {
        question.text ??= plain(question.element.textContent);
        shown = words.every((word) => question.text.includes(word));
      }
      question.element.hidden = !shown;
      if (question.entry) question.entry.hidden = !shown;
      if (shown) count += 1;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector('.question:not([hidden])');
      const entry = entries.get(section.querySelector('h2').id);
      if (entry) entry.hidden = section.hidden;
    }
    const filtered = words.length > 0 || unfilledOnly;
    at('found').textContent = filtered
      ? count + ' of ' + questions.length + (questions.length === 1 ? ' question' : ' questions')
      : '';
    mark(words);
    showFold();
  };
  search.addEventListener('input', filter);
  onlyUnfilled?.addEventListener('click', () => {
    onlyUnfilled.setAttribute('aria-pressed', String(onlyUnfilled.getAttribute('aria-pressed') !== 'true'));
    filter();
  });
  const showEverything = () => {
    search.value = '';
    onlyUnfilled?.setAttribute('aria-pressed', 'false');
    filter();
  };

  // Folding
  const showFold = () => {
    foldAll.textContent = visible().some(({ details }) => !details.open) ? 'Open all' : 'Fold all';
  };
  const toggleAll = () => {
    const shown = visible();
    const open = shown.some(({ details }) => !details.open);
    for (const { element } of shown) for (const details of all('details', element)) details.open = open;
    showFold();
  };
  foldAll.addEventListener('click', toggleAll);
  // Opening all of them tells of each.
  let foldChanged = false;
  document.querySelector('main').addEventListener(
    'toggle',
    () => {
      if (foldChanged) return;
      foldChanged = true;
      requestAnimationFrame(() => {
        foldChanged = false;
        showFold();
      });
    },
    true,
  );

  // Questions by address
  const openTarget = () => {
    let id = '';
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const question = questions.find(({ element }) => element.id === id);
    if (!question) return;
    if (question.element.hidden) showEverything();
    question.details.open = true;
    question.element.scrollIntoView();
    question.summary.focus({ preventScroll: true });
  };
  addEventListener('hashchange', openTarget);
  contents.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    // The same address again changes nothing, and is still meant.
    if (link && link.hash === location.hash) openTarget();
    if (link && narrow.matches) contents.open = false;
  });

  // Keys
  letters.checked = recall('letters') !== 'off';
  letters.addEventListener('change', () => keep('letters', letters.checked ? 'on' : 'off'));
  const current = () => {
    const element = document.activeElement?.closest('.question');
    return element ? questions.find((question) => question.element === element) : undefined;
  };
  const go = (step) => {
    const shown = visible();
    const here = current();
    const index = here ? shown.indexOf(here) + step : step > 0 ? 0 : shown.length - 1;
    const next = shown[Math.max(0, Math.min(shown.length - 1, index))];
    next?.summary.focus();
    next?.summary.scrollIntoView({ block: 'nearest' });
  };
  const leave = () => {
    if (keys.open) {
      keys.open = false;
      keys.querySelector('summary').focus();
      return;
    }
    if (document.activeElement === search) {
      if (search.value !== '') {
        search.value = '';
        filter();
      } else {
        search.blur();
      }
      return;
    }
    const here = current();
    if (!here) return;
    const inner = document.activeElement.closest('.fold[open]');
    const details = inner ?? here.details;
    details.open = false;
    details.querySelector('summary').focus();
  };
  const letterKeys = {
    '/': () => {
      search.focus();
      search.select();
    },
    j: () => go(1),
    k: () => go(-1),
    o: toggleAll,
  };
  const onSummary = () => {
    const here = current();
    return here && document.activeElement === here.summary && !here.details.open;
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    const done = (act) => {
      event.preventDefault();
      act();
    };
    if (event.key === 'Escape') return done(leave);
    if (typing) {
      if (event.key === 'ArrowDown') return done(() => go(1));
      if (event.key === 'Enter')
        return done(() => {
          const first = visible()[0];
          if (first) {
            first.details.open = true;
            go(1);
          }
        });
      return;
    }
    if (event.key === 'ArrowDown' && onSummary()) return done(() => go(1));
    if (event.key === 'ArrowUp' && onSummary()) return done(() => go(-1));
    if (letters.checked && Object.hasOwn(letterKeys, event.key)) done(letterKeys[event.key]);
  });
  document.addEventListener('click', (event) => {
    if (keys.open && !keys.contains(event.target)) keys.open = false;
  });

  // Printing shows everything that the search left
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('main details:not([open])');
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
    folded = [];
  });

  const narrow = matchMedia('(max-width: 62rem)');
  const fitContents = () => {
    contents.open = !narrow.matches;
  };
  narrow.addEventListener('change', fitContents);
  fitContents();
  document.querySelector('.tools').hidden = false;
  showFold();
  openTarget();
})();
