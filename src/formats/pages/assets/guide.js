(() => {
  'use strict';
  const contents = document.querySelector('.contents');
  contents.open = !matchMedia('(max-width: 62rem)').matches;
  // The browser scrolls to the question of an address, but leaves its answer folded.
  const openTarget = () => {
    const question = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = question?.querySelector(':scope > details');
    if (!details) return;
    details.open = true;
    question.scrollIntoView();
    details.querySelector('summary').focus({ preventScroll: true });
  };
  addEventListener('hashchange', openTarget);
  contents.addEventListener('click', (event) => {
    // The same address again changes nothing, and is still meant.
    if (event.target.closest('a')?.hash === location.hash) openTarget();
  });
  openTarget();
})();
