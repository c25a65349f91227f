"""What the quality benchmark asks: divides a public set into what a night may see and what came after, and measures the answers.

    quality.py divide SET DATA WORK     writes WORK/train/* and WORK/asked.json
    quality.py world LAKE WORK          writes WORK/asked.json for a night of a simulated world that goes on after it, and prints the night's day
    quality.py ask WORK URL             asks the server for every person, prints a row of the table for each policy: /recommendations, then /rank of its best 200

Protocols: a fixed cut-off in time for Online Retail and MovieTweetings, each person's own last fifth for MovieLens. All items that the night knows compete;
recall is divided by min(20, relevant items). A simulated world knows what would have been best: its rows end with the share of the oracle's NDCG.
"""

from __future__ import annotations

import csv
import gzip
import http.client
import json
import math
import shutil
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import local
from urllib.parse import quote, urlsplit

K = 20
CANDIDATES = 200


def opened(path: Path):
    return gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="")


def divide_online_retail(data: Path, train: Path):
    """Known customers, positive quantities, codes of five digits; the test begins on 2011-11-10."""
    cutoff = "2011-11-10"
    before, after = defaultdict(set), defaultdict(set)
    for file in sorted(data.glob("*.csv.gz")):
        with opened(file) as lines:
            for row in csv.DictReader(lines):
                if row["CustomerID"] and float(row["Quantity"]) > 0 and row["StockCode"][:5].isdigit():
                    part = before if row["InvoiceDate"] < cutoff else after
                    part[row["CustomerID"].removesuffix(".0")].add(row["StockCode"])
        if file.name < cutoff:
            shutil.copy(file, train)
    return before, after, ["new_items", "all_items"]


def divide_movietweetings(data: Path, train: Path):
    """Ratings of 7 and more; the test begins after 80 % of them, at 2013-07-30 11:54:05 UTC."""
    cutoff = 1375185245
    before, after = defaultdict(set), defaultdict(set)
    with opened(data / "ratings.dat.gz") as lines, open(train / "ratings.dat", "w") as seen:
        for line in lines:
            person, film, rating, seconds = line.strip().split("::")
            if int(seconds) <= cutoff:
                seen.write(line)
            if float(rating) >= 7:
                (before if int(seconds) <= cutoff else after)[person].add(film.zfill(7))
    shutil.copy(data / "movies.dat.gz", train)
    return before, after, ["new_items"]


def divide_movielens(data: Path, train: Path):
    """Ratings of 4 and more; the last fifth of each person's own is the test."""
    with opened(data / "ratings.csv.gz") as lines:
        ratings = list(csv.DictReader(lines))
    liked = defaultdict(list)
    for row in ratings:
        if float(row["rating"]) >= 4:
            liked[row["userId"]].append((int(row["timestamp"]), row["movieId"]))
    before, after, last = {}, {}, {}
    for person, films in liked.items():
        films.sort(key=lambda film: film[0])
        cut = len(films) * 4 // 5
        before[person] = {film for _, film in films[:cut]}
        after[person] = {film for _, film in films[cut:]}
        last[person] = films[cut - 1][0] if cut else -1
    with open(train / "ratings.csv", "w", newline="") as file:
        seen = csv.DictWriter(file, ["userId", "movieId", "rating", "timestamp"])
        seen.writeheader()
        for row in ratings:
            person = row["userId"]
            held_out = row["movieId"] in after.get(person, ()) if float(row["rating"]) >= 4 else int(row["timestamp"]) > last.get(person, -1)
            if not held_out:
                seen.writerow(row)
    shutil.copy(data / "movies.csv.gz", train)
    return before, after, ["new_items"]


DIVIDE = {
    "online-retail": divide_online_retail,
    "movietweetings-100k": divide_movietweetings,
    "ml-latest-small": divide_movielens,
}


def divide(name: str, data: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    (work / "train").mkdir(parents=True)
    before, after, policies = DIVIDE[name](data / name, work / "train")
    known = set().union(*before.values())
    asked = []
    for person in sorted(before.keys() & after.keys()):
        relevant = sorted(after[person] & known)
        if relevant and before[person]:
            asked.append({"user_id": person, "relevant": relevant, "had": sorted(before[person])})
    (work / "asked.json").write_text(json.dumps({"set": name, "policies": policies, "asked": asked}))


POSITIVE = {f"Item {what}" for what in ("Viewed", "Clicked", "Liked", "Completed", "Purchased")}
HAD = {f"Item {what}" for what in ("Completed", "Purchased", "Rated")}
CLICKS = 3


def events(lake: Path):
    """The readable, consented events of people, each once, in the order of their time: (instant, person, device, session, name, item)."""
    found = {}
    for file in sorted(lake.glob("landing/events/*/*.gz")):
        with opened(file) as lines:
            for line in lines:
                try:
                    event = json.loads(line)
                    item, context = event["properties"]["item_id"], event["context"]
                    willing = context["consent"]["categoryPreferences"]["personalization"]
                    row = (event["timestamp"], event.get("userId"), event.get("anonymousId"), context["sessionId"], event["event"], item)
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue
                if willing is True and isinstance(item, str):
                    found[event.get("messageId")] = row
    return sorted(found.values(), key=lambda row: row[0])


def divide_world(lake: Path, work: Path) -> None:
    """What people turned to from the oracle's newest day on is relevant; the night is the one before. Guests are asked for after three clicks."""
    file = max(lake.glob("oracle/oracle-*.jsonl.gz"))
    cutoff = file.name.removeprefix("oracle-").removesuffix(".jsonl.gz")
    with opened(file) as lines:
        best = {line["user_id"]: line["items"] for line in map(json.loads, lines)}
    rows = [row for row in events(lake) if (row[1] or row[2]) in best]
    before = [row for row in rows if row[0] < cutoff]
    known = {item for *_, item in before}
    met = {who for _, user, device, *_ in before for who in (user, device) if who}
    had, after, sessions = defaultdict(set), defaultdict(set), defaultdict(list)
    for _, user, device, _, name, item in before:
        if name in HAD:
            had[user or device].add(item)
    for instant, user, device, session, name, item in rows:
        if instant >= cutoff and name in POSITIVE and item in known:
            if user in met:
                after[user].add(item)
            elif device not in met:
                sessions[user or device].append((session, item))
    asked = [
        {"user_id": who, "relevant": sorted(items), "had": sorted(had[who]), "oracle": best[who]} for who, items in sorted(after.items())
    ]
    guests = []
    for who, visits in sorted(sessions.items()):
        first = list(dict.fromkeys(item for session, item in visits if session == visits[0][0]))
        relevant = sorted({item for _, item in visits} - set(first[:CLICKS]))
        if len(first) >= CLICKS and relevant:
            guests.append({"clicks": first[:CLICKS], "relevant": relevant, "had": first[:CLICKS], "oracle": best[who]})
    work.mkdir(parents=True, exist_ok=True)
    questions = {"set": "simulated", "policies": ["new_items", "all_items", "guests"], "asked": asked, "guests": guests}
    (work / "asked.json").write_text(json.dumps(questions))
    print(date.fromisoformat(cutoff) - timedelta(days=1))


def measured(items: list[str], relevant: set[str]) -> tuple[float, float]:
    hits = [place for place, item in enumerate(items[:K]) if item in relevant]
    most = min(K, len(relevant))
    gain = sum(1 / math.log2(place + 2) for place in hits)
    return len(hits) / most, gain / sum(1 / math.log2(place + 2) for place in range(most))


class Server:
    """A connection a thread."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url).netloc
        self.local = local()

    def items(self, method: str, path: str, body: dict | None = None) -> list[str]:
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection(self.address)
        connection = self.local.connection
        connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200:
            raise SystemExit(f"the server answered {response.status}: {answer.get('detail')}")
        return [item["item_id"] for item in answer["items"]]

    def recommendations(self, person: dict, include_seen: bool, n: int = K) -> list[str]:
        if "clicks" in person:
            return self.items("POST", "/recommendations", {"n": n} | whom(person))
        return self.items("GET", f"/recommendations?user_id={quote(person['user_id'])}&n={n}&include_seen={str(include_seen).lower()}")

    def ranked(self, person: dict, include_seen: bool) -> list[str]:
        """The best candidates, given to be ranked in the order of their ids."""
        items = sorted(self.recommendations(person, include_seen, CANDIDATES))
        return self.items("POST", "/rank", {"items": items} | whom(person))


def whom(person: dict) -> dict:
    if "clicks" in person:
        return {"session_events": [{"item_id": item, "type": "view"} for item in person["clicks"]]}
    return {"user_id": person["user_id"]}


def ask(work: Path, url: str) -> None:
    questions = json.loads((work / "asked.json").read_text())
    server = Server(url)
    for policy in questions["policies"]:
        seen_too = policy == "all_items"

        def value(person: dict, seen_too: bool = seen_too) -> tuple[float, ...] | None:
            barred = set() if seen_too else set(person["had"])
            relevant = set(person["relevant"]) - barred
            if not relevant:
                return None
            best = [item for item in person.get("oracle", []) if item not in barred]
            served, ranked = server.recommendations(person, seen_too), server.ranked(person, seen_too)
            return *measured(served, relevant), *measured(ranked, relevant), measured(best, relevant)[1]

        with ThreadPoolExecutor(2) as threads:
            values = [found for found in threads.map(value, questions["guests" if policy == "guests" else "asked"]) if found]
        if not values:
            continue
        recall, ndcg, rank_recall, rank_ndcg, oracle = (sum(column) / len(values) for column in zip(*values))
        share = f"{ndcg / oracle:>12.0%}" if oracle else ""
        print(f"{questions['set']:<22}{policy:<11}{len(values):>8,}{recall:>11.4f}{ndcg:>9.4f}{rank_recall:>11.4f}{rank_ndcg:>9.4f}{share}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["divide", name, data, work]:
            divide(name, Path(data), Path(work))
        case ["world", lake, work]:
            divide_world(Path(lake), Path(work))
        case ["ask", work, url]:
            ask(Path(work), url)
        case _:
            sys.exit(__doc__)
