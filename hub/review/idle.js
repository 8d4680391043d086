/* A page left alone is left: warned of two minutes before, and whoever is there goes on with one click. What was typed stays. */
const body = document.body;
const minutes = Number(body.dataset.idleMinutes);
const warning = document.getElementById('idle');
const stay = document.getElementById('idle-stay');
const warnMs = (minutes - 2) * 60000;
let from = Date.now();

stay.addEventListener('click', async () => {
  const answer = await fetch('/review/alive', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ csrf: body.dataset.csrf }), redirect: 'manual' });
  if (!answer.ok) return location.assign('/review/login?ended=1');
  from = Date.now();
  warning.hidden = true;
});

setInterval(() => {
  const gone = Date.now() - from;
  if (gone > minutes * 60000) location.assign('/review/login?ended=1');
  else if (gone > warnMs && warning.hidden) {
    warning.hidden = false;
    stay.focus();
  }
}, 5000);
