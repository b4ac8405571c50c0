package io.harbinger.timeline;

import java.net.InetAddress;

/**
 * The half of the edge that hears of requests, from the server that serves them.
 *
 * <p>Only dispatch: every method catches what is thrown inside, because woven code must not see it.
 */
abstract class RequestRecorder extends WorkRecorder {
  // set once in the subclass's constructor, before the recorder is published
  Requests requests;

  @Override
  public Object requestStarted() {
    try {
      return requests.started();
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void method(Object request, String method) {
    try {
      if (request instanceof Timeline && method != null) {
        requests.method((Timeline) request, method);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void method(Object request, byte[] bytes, int offset, int length) {
    try {
      if (request instanceof Timeline && bytes != null) {
        requests.method((Timeline) request, bytes, offset, length);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void path(Object request, String path) {
    try {
      if (request instanceof Timeline && path != null) {
        requests.path((Timeline) request, path);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void path(Object request, byte[] bytes, int offset, int length) {
    try {
      if (request instanceof Timeline && bytes != null) {
        requests.path((Timeline) request, bytes, offset, length);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void peer(Object request, String address, int port, int localPort) {
    try {
      if (request instanceof Timeline) {
        requests.peer((Timeline) request, address, port, localPort);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void peer(Object request, InetAddress address, int port, int localPort) {
    try {
      if (request instanceof Timeline) {
        requests.peer((Timeline) request, address, port, localPort);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void header(Object request, String name, String value) {
    try {
      if (request instanceof Timeline && value != null) {
        requests.header((Timeline) request, name, value);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void multiplexed(Object request) {
    multiplexed(request, 0);
  }

  @Override
  public void multiplexed(Object request, int stream) {
    try {
      if (request instanceof Timeline) {
        requests.shared((Timeline) request, stream);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public long generation(Object request) {
    return request instanceof Timeline ? ((Timeline) request).generation() : -1;
  }

  @Override
  public void peerReset(Object request, long generation) {
    try {
      if (request instanceof Timeline) {
        requests.peerReset((Timeline) request, generation);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void responseStarted(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.answers.begun((Timeline) request);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void requestSuspended(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.suspended((Timeline) request);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void requestQueued(Object request, Object executor) {
    try {
      if (request instanceof Timeline) {
        requests.queued((Timeline) request, executor);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public boolean requestResumed(Object request) {
    try {
      return request instanceof Timeline && requests.resumed((Timeline) request);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public boolean worksFor(Object request) {
    try {
      return request instanceof Timeline && requests.worksFor((Timeline) request);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public void peerReset(int peerPort, int localPort, int stream) {
    try {
      requests.peerReset(peerPort, localPort, stream);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void connectionClosed(int peerPort, int localPort) {
    try {
      requests.connectionClosed(peerPort, localPort);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void asyncTimedOut() {
    try {
      requests.asyncTimedOut();
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public boolean responseHead(Object request, int headBytes, int longestLine, long promisedBytes) {
    try {
      return request instanceof Timeline
          && requests.answers.head((Timeline) request, headBytes, longestLine, promisedBytes);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public void answerLost(Object request, boolean byUs) {
    try {
      if (request instanceof Timeline) {
        requests.answers.lost((Timeline) request, byUs);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void largestHeader(Object request, String name) {
    try {
      if (request instanceof Timeline && name != null) {
        requests.answers.largestHeader((Timeline) request, name);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public boolean requestEnded(Object request, int status, long bodyBytes, Throwable error) {
    try {
      return request instanceof Timeline
          && requests.ended((Timeline) request, status, bodyBytes, error);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public void describe(Object request, String attribute, String value) {
    try {
      if (request instanceof Timeline && value != null) {
        requests.describe((Timeline) request, attribute, value);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void requestClosed(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.closed((Timeline) request);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void route(String template) {
    try {
      requests.route(template);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void failed(Throwable error) {
    try {
      requests.failed(error);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }
}
