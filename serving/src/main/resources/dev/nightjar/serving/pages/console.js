'use strict';

const byId = (id) => document.getElementById(id);
const views = [];
const session = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function say(text, bad) {
  byId('message').textContent = text;
  byId('message').className = bad ? 'bad' : '';
}

function showViews() {
  byId('views').replaceChildren(...views.map((id, place) => {
    const entry = element('li', id);
    const remove = element('button', '×');
    remove.type = 'button';
    remove.setAttribute('aria-label', 'Remove the view of ' + id);
    remove.addEventListener('click', () => {
      views.splice(place, 1);
      showViews();
      ask(true);
    });
    entry.append(remove);
    return entry;
  }));
}

function addView(id) {
  if (!id) return;
  views.push(id);
  showViews();
  ask(true);
}

function request(withViews) {
  const body = { n: Number(byId('n').value) || 20, include_seen: byId('seen').checked, include: ['metadata'], session_id: session };
  const user = byId('user').value.trim();
  if (user) body.user_id = user;
  if (withViews && views.length) body.session_events = views.map((id) => ({ item_id: id, type: 'view' }));
  return body;
}

async function problem(response) {
  try {
    const found = await response.json();
    return found.title + ': ' + found.detail;
  } catch (failure) {
    return 'The server answered ' + response.status;
  }
}

async function ask(withViews) {
  say('Asking…');
  try {
    const response = await fetch('recommendations', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request(withViews)) });
    if (!response.ok) throw new Error(await problem(response));
    show(await response.json());
  } catch (failure) {
    byId('items').hidden = true;
    byId('meta').hidden = true;
    say(failure.message, true);
  }
}

function show(answer) {
  const user = byId('user').value.trim();
  say(answer.items.length + (answer.items.length === 1 ? ' item for ' : ' items for ') + (user || 'somebody new'));
  const meta = answer.meta;
  const facts = [['Mode', meta.mode], ['Snapshot', meta.snapshot ?? 'none'], ['Model', meta.model_version ?? 'none'],
    ['Segment', meta.segment ?? 'none'], ['Took', meta.took_ms.toFixed(1) + ' ms']];
  if (meta.degraded.length) facts.push(['Degraded', meta.degraded.join(', ')]);
  byId('meta').replaceChildren(...facts.map(([name, value]) => {
    const pair = element('div');
    pair.append(element('dt', name), element('dd', String(value)));
    return pair;
  }));
  byId('meta').hidden = false;
  const best = Math.max(...answer.items.map((item) => item.score), 1e-9);
  byId('items').tBodies[0].replaceChildren(...answer.items.map((item) => row(item, best)));
  byId('items').hidden = answer.items.length === 0;
}

function row(item, best) {
  const line = element('tr');
  const name = element('td');
  const title = item.metadata && item.metadata.title;
  name.append(element('span', title || item.item_id, 'title'));
  if (title) name.append(element('span', item.item_id, 'id'));
  const source = element('td');
  source.append(element('span', item.source.replaceAll('_', ' '), 'source'));
  const score = element('td', item.score.toFixed(3), 'number');
  const bar = element('progress');
  bar.max = best;
  bar.value = Math.max(item.score, 0);
  bar.setAttribute('aria-hidden', 'true');
  score.append(bar);
  const act = element('td');
  const view = element('button', 'View', 'quiet');
  view.type = 'button';
  view.setAttribute('aria-label', 'Add a view of ' + (title || item.item_id));
  view.addEventListener('click', () => addView(item.item_id));
  act.append(view);
  line.append(element('td', String(item.rank)), name, source, score, act);
  return line;
}

async function postView() {
  const id = byId('item').value.trim();
  if (!id) {
    say('Type the item id first.', true);
    byId('item').focus();
    return;
  }
  const user = byId('user').value.trim();
  const event = { writeKey: byId('key').value, event: 'Item Viewed', anonymousId: session, properties: { item_id: id },
    context: { sessionId: session, consent: { categoryPreferences: { personalization: true, analytics: true } } } };
  if (user) event.userId = user;
  try {
    const response = await fetch('v1/track', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(event) });
    if (!response.ok) throw new Error(await problem(response));
    byId('item').value = '';
    await ask(false);
  } catch (failure) {
    say(failure.message, true);
  }
}

async function greet() {
  try {
    const response = await fetch('health/ready');
    const found = await response.json();
    byId('server').textContent = found.ready
      ? 'Serving snapshot ' + found.snapshot + ', night of ' + found.run_date
      : found.detail;
  } catch (failure) {
    byId('server').textContent = 'The server does not answer.';
  }
}

byId('ask').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  ask(true);
});
byId('add').addEventListener('click', () => {
  addView(byId('item').value.trim());
  byId('item').value = '';
  byId('item').focus();
});
byId('item').addEventListener('keydown', (key) => {
  if (key.key === 'Enter') {
    key.preventDefault();
    byId('add').click();
  }
});
byId('post').addEventListener('click', postView);

// An address such as /console?user_id=u1&view=a&view=b opens with an answer to it.
const given = new URLSearchParams(location.search);
byId('user').value = given.get('user_id') || '';
views.push(...given.getAll('view').filter(Boolean));
showViews();
greet();
ask(true);
