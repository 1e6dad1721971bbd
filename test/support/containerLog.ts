import type { ServerResponse } from 'node:http';

/** What a container prints, and everybody who follows it. */
export interface ContainerLog {
  write(text: string): void;
  /** The container has ended: who follows comes to the end. */
  end(): void;
  /** Breaks the connections of those who follow; the container goes on. */
  cut(): void;
  /** Answers a request for it. @param asked.tail only so many of the last lines */
  serve(response: ServerResponse, asked: { readonly follow: boolean; readonly tail: number | undefined }): void;
}

export function createContainerLog(): ContainerLog {
  let text = '';
  let over = false;
  const followers = new Set<ServerResponse>();
  return {
    write(more) {
      text += more;
      for (const one of followers) one.write(more);
    },
    end() {
      over = true;
      for (const one of followers) one.end();
    },
    cut() {
      for (const one of followers) one.destroy();
    },
    serve(response, { follow, tail }) {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.flushHeaders();
      response.write(tail === undefined ? text : lastLines(text, tail));
      if (over || !follow) {
        response.end();
        return;
      }
      followers.add(response);
      response.once('close', () => followers.delete(response));
    },
  };
}

function lastLines(text: string, count: number): string {
  const lines = text.split(/(?<=\n)/);
  return count === 0 ? '' : lines.slice(-count).join('');
}
