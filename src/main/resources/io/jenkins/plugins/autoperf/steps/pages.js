/* The trend on a job's page comes after the page, so that the page never waits for it. */
Behaviour.specify(".autoperf-trend[data-url]", "autoperf-trend", 0, (box) => {
  fetch(box.dataset.url)
    .then((response) => (response.ok ? response.text() : ""))
    .then((html) => {
      box.innerHTML = html;
    });
});
