"""What the quality benchmark asks: divides a public set into what a night may see and what came after, and measures the answers.

    quality.py divide SET DATA WORK     writes WORK/train/* and WORK/asked.json
    quality.py ask WORK URL             asks the server for every person, prints a row of the table for each policy

Protocols: a fixed cut-off in time for Online Retail and MovieTweetings, each person's own last fifth for MovieLens. All items that the night knows compete;
recall is divided by min(20, relevant items).
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
from pathlib import Path
from threading import local
from urllib.parse import quote, urlsplit

K = 20


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

    def recommendations(self, user_id: str, include_seen: bool) -> list[str]:
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection(self.address)
        connection = self.local.connection
        connection.request("GET", f"/recommendations?user_id={quote(user_id)}&n={K}&include_seen={str(include_seen).lower()}")
        response = connection.getresponse()
        body = json.loads(response.read())
        if response.status != 200:
            raise SystemExit(f"the server answered {response.status}: {body.get('detail')}")
        return [item["item_id"] for item in body["items"]]


def ask(work: Path, url: str) -> None:
    questions = json.loads((work / "asked.json").read_text())
    server = Server(url)
    for policy in questions["policies"]:
        seen_too = policy == "all_items"

        def value(person: dict, seen_too: bool = seen_too) -> tuple[float, float] | None:
            relevant = set(person["relevant"])
            if not seen_too:
                relevant -= set(person["had"])
            return measured(server.recommendations(person["user_id"], seen_too), relevant) if relevant else None

        with ThreadPoolExecutor(2) as threads:
            values = [found for found in threads.map(value, questions["asked"]) if found]
        recall, ndcg = (sum(column) / len(values) for column in zip(*values))
        print(f"{questions['set']:<22}{policy:<11}{len(values):>8,}{recall:>11.4f}{ndcg:>9.4f}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["divide", name, data, work]:
            divide(name, Path(data), Path(work))
        case ["ask", work, url]:
            ask(Path(work), url)
        case _:
            sys.exit(__doc__)
