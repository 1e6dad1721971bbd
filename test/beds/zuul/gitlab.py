"""A stand-in for a GitLab server: what Zuul's gitlab driver asks for, and /bed/… to make things happen there.

Repositories are bare ones below --git; merge requests are kept in one JSON file; /logs serves the builds' logs.
"""
import argparse
import datetime
import http.server
import json
import mimetypes
import os
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

parser = argparse.ArgumentParser()
for option in ('port', 'git', 'logs', 'state', 'hook', 'hook-token-file', 'api-token-file'):
    parser.add_argument('--' + option, required=True)
options = parser.parse_args()
BASE = f'http://127.0.0.1:{options.port}'
NOTHING = '0' * 40
LOCK = threading.RLock()


def first_line(path):
    with open(path) as file:
        return file.read().strip()


HOOK_TOKEN = first_line(options.hook_token_file)
API_TOKEN = first_line(options.api_token_file)


def load():
    if not os.path.exists(options.state):
        return {}
    with open(options.state) as file:
        return json.load(file)


REQUESTS = load()


def save():
    beside = options.state + '.part'
    with open(beside, 'w') as file:
        json.dump(REQUESTS, file, indent=1)
    os.replace(beside, options.state)


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%fZ')


def git(project, *args):
    command = ['git', f'--git-dir={options.git}/{project}.git', *args]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise KeyError(done.stderr.strip())
    return done.stdout.strip()


def branches(project):
    lines = git(project, 'for-each-ref', '--format=%(refname:lstrip=2) %(objectname)', 'refs/heads/').splitlines()
    rows = [line.rsplit(' ', 1) for line in lines]
    return [{'name': name, 'protected': True, 'commit': {'id': commit}} for name, commit in rows]


def send_hook(body):
    """Zuul's web may be about to start: a hook is sent until it is taken."""
    headers = {'X-Gitlab-Token': HOOK_TOKEN, 'Content-Type': 'application/json'}
    for _ in range(50):
        try:
            urllib.request.urlopen(urllib.request.Request(options.hook, json.dumps(body).encode(), headers), timeout=10).read()
            return
        except OSError as error:
            last = error
            time.sleep(0.2)
    raise last


def send_request_hook(request, action, changes=None, **more):
    attributes = {
        'iid': request['iid'],
        'title': request['title'],
        'description': request['description'],
        'target_branch': request['target_branch'],
        'last_commit': {'id': request['sha']},
        'created_at': request['created_at'],
        'updated_at': request['updated_at'],
        'action': action,
        **more,
    }
    send_hook({
        'object_kind': 'merge_request',
        'project': {'path_with_namespace': request['project']},
        'changes': changes or {},
        'labels': titles(request['labels']),
        'object_attributes': attributes,
    })


def send_push_hook(project, branch, before, after):
    """Zuul decides by the names of files whether it reads the configuration again."""
    listing = ('ls-tree', '-r', '--name-only', after) if before == NOTHING else ('diff', '--name-only', before, after)
    names = git(project, *listing).split('\n')
    send_hook({
        'object_kind': 'push',
        'project': {'path_with_namespace': project},
        'ref': 'refs/heads/' + branch,
        'before': before,
        'after': after,
        'total_commits_count': 1,
        'commits': [{'id': after, 'added': [], 'removed': [], 'modified': names}],
    })


def titles(labels):
    return [{'title': label} for label in labels]


def label_changes(before, after):
    return {'labels': {'previous': titles(before), 'current': titles(after)}}


def point(request, sha):
    git(request['project'], 'update-ref', f"refs/merge-requests/{request['iid']}/head", sha)
    base = git(request['project'], 'merge-base', sha, 'refs/heads/' + request['target_branch'])
    request.update(sha=sha, diff_refs={'base_sha': base, 'head_sha': sha, 'start_sha': base})


def relabel(request, add, remove):
    before = list(request['labels'])
    kept = [label for label in before if label not in remove]
    request['labels'] = kept + [label for label in add if label and label not in before]
    request['updated_at'] = now()
    return before


def found(project, iid):
    return REQUESTS[f'{project}!{iid}']


def shown(request):
    return {key: value for key, value in request.items() if key != 'notes'}


def open_request(body):
    """Somebody proposes a commit."""
    project = body['project']
    iid = 1 + max([request['iid'] for request in REQUESTS.values()] or [0])
    request = {
        'iid': iid,
        'project': project,
        'title': body.get('title', 'change'),
        'description': body.get('description', ''),
        'target_branch': body.get('branch', 'main'),
        'source_branch': body.get('source_branch', 'change'),
        'state': 'opened',
        'merge_status': 'can_be_merged',
        'blocking_discussions_resolved': True,
        'approved': False,
        'labels': [],
        'author': {'username': 'author'},
        'created_at': now(),
        'updated_at': now(),
        'web_url': f'{BASE}/{project}/merge_requests/{iid}',
        'notes': [],
    }
    point(request, body['sha'])
    REQUESTS[f'{project}!{iid}'] = request
    send_request_hook(request, 'open')
    return request


def change_request(request, body):
    """Somebody pushes, edits, labels or closes."""
    request['updated_at'] = now()
    if 'sha' in body:
        before = request['sha']
        point(request, body['sha'])
        send_request_hook(request, 'update', oldrev=before)
    if 'description' in body:
        before, request['description'] = request['description'], body['description']
        changes = {'description': {'previous': before, 'current': request['description']}}
        send_request_hook(request, 'update', changes)
    if 'add_labels' in body or 'remove_labels' in body:
        before = relabel(request, body.get('add_labels', []), body.get('remove_labels', []))
        send_request_hook(request, 'update', label_changes(before, request['labels']))
    if 'state' in body:
        request['state'] = body['state']
        send_request_hook(request, {'closed': 'close', 'opened': 'reopen'}[request['state']])
    return request


def answer_api(method, path, query, body):
    """The part of GitLab's API v4 that the driver calls: /projects/PROJECT/…"""
    project, rest = path[1], path[2:]
    if rest == ['repository', 'branches']:
        return branches(project) if int(query.get('page', 1)) == 1 else []
    if rest[:2] == ['repository', 'branches']:
        return next(branch for branch in branches(project) if branch['name'] == '/'.join(rest[2:]))
    request = found(project, rest[1])
    part = rest[2] if len(rest) > 2 else ''
    if method == 'GET' and part == '':
        return shown(request)
    if part == 'approvals':
        return {'approved': request['approved'], 'approvals_left': 0 if request['approved'] else 1}
    if method == 'POST' and part == 'notes':
        request['notes'].append(body.get('body', ''))
        return {'id': len(request['notes'])}
    if method == 'PUT' and part == '':
        def words(key):
            return [word for word in body.get(key, '').split(',') if word]

        before = relabel(request, words('add_labels'), words('remove_labels'))
        if before != request['labels']:
            # The real server tells of these too.
            arguments = (dict(request), 'update', label_changes(before, request['labels']))
            threading.Thread(target=send_request_hook, args=arguments).start()
        return shown(request)
    raise KeyError('/'.join(path))


def answer_bed(method, path, body):
    if path == ['push']:
        send_push_hook(body['project'], body['branch'], body.get('before', NOTHING), body['after'])
        return {}
    if path == ['mr']:
        return open_request(body)
    request = found(path[1], path[2])
    return request if method == 'GET' else change_request(request, body)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, format, *args):
        sys.stderr.write(f'{now()} {format % args}\n')

    def answer(self, data, status=200, kind='application/json'):
        text = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(text)

    def read(self):
        text = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if 'json' in (self.headers.get('Content-Type') or ''):
            return json.loads(text or b'{}')
        return dict(urllib.parse.parse_qsl(text.decode()))

    def handle_any(self):
        path, _, query = self.path.partition('?')
        parts = [urllib.parse.unquote(part) for part in path.strip('/').split('/')]
        body = self.read()
        try:
            if parts[0] == 'logs':
                return self.answer_logs(parts[1:])
            if parts[:2] == ['api', 'v4'] and self.headers.get('Authorization') != 'Bearer ' + API_TOKEN:
                return self.answer({'message': '401 Unauthorized'}, 401)
            with LOCK:
                if parts[:2] == ['api', 'v4']:
                    said = answer_api(self.command, parts[2:], dict(urllib.parse.parse_qsl(query)), body)
                elif parts[0] == 'bed':
                    said = answer_bed(self.command, parts[1:], body)
                else:
                    raise KeyError(path)
                save()
            return self.answer(said, 201 if self.command == 'POST' else 200)
        except (KeyError, StopIteration, FileNotFoundError) as error:
            return self.answer({'message': f'404 {error}'}, 404)

    do_GET = do_POST = do_PUT = do_HEAD = handle_any

    def answer_logs(self, parts):
        if '..' in parts:
            raise KeyError('..')
        with open(os.path.join(options.logs, *parts), 'rb') as file:
            self.answer(file.read(), kind=mimetypes.guess_type(parts[-1])[0] or 'text/plain')


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


Server(('127.0.0.1', int(options.port)), Handler).serve_forever()
