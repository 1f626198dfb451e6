using System.Net;
using System.Net.Sockets;

namespace RunkonFlow.Typed.SqlServer.Tests.Cutting;

/// <summary>Stands between a client and the server, counts the requests, and breaks the connection in one of them.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private readonly Lock _lock = new();
    private int _requests;
    private (int Request, CutPoint Point)? _cut;

    /// <param name="host">The server.</param>
    /// <param name="port">Its port.</param>
    public CuttingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the proxy listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many requests were made since the last <see cref="Begin"/>.</summary>
    public int Requests
    {
        get { lock (_lock) return _requests; }
    }

    /// <summary>Whether the cut that was asked for has been made.</summary>
    public bool HasCut
    {
        get { lock (_lock) return _cut is null; }
    }

    /// <summary>Counts from 0 again, and cuts one request if asked to: the first is 1.</summary>
    public void Begin((int Request, CutPoint Point)? cut = null)
    {
        lock (_lock) (_requests, _cut) = (0, cut);
    }

    private CutPoint? Count()
    {
        lock (_lock)
        {
            if (++_requests != _cut?.Request) return null;
            var point = _cut?.Point;
            _cut = null;
            return point;
        }
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await server.ConnectAsync(_host, _port, ended.Token);
            var connection = new Connection(this, client.GetStream(), server.GetStream(), ended);
            await Task.WhenAll(connection.ForwardRequestsAsync(), connection.ForwardRepliesAsync());

            // A reset, not an orderly end: what a broken network looks like.
            client.LingerState = server.LingerState = new(true, 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private sealed class Connection(CuttingProxy proxy, NetworkStream client, NetworkStream server, CancellationTokenSource ended)
    {
        private CutPoint? _cut;

        public async Task ForwardRequestsAsync()
        {
            var packets = new TdsPackets(client);
            await ForwardAsync(async () =>
            {
                while (await packets.ReadAsync(ended.Token))
                {
                    if (packets is { IsRequest: true, EndsMessage: true }) _cut = proxy.Count();
                    if (_cut == CutPoint.BeforeTheRequest) return;
                    if (_cut == CutPoint.InTheRequest)
                    {
                        await server.WriteAsync(packets.Packet[..(packets.Packet.Length / 2)], ended.Token);
                        return;
                    }
                    await server.WriteAsync(packets.Packet, ended.Token);
                }
            });
        }

        public async Task ForwardRepliesAsync()
        {
            var packets = new TdsPackets(server);
            await ForwardAsync(async () =>
            {
                while (await packets.ReadAsync(ended.Token))
                {
                    var isCut = _cut is CutPoint.BeforeTheReply or CutPoint.InTheReply;
                    if (isCut && packets.EndsMessage)
                    {
                        if (_cut == CutPoint.InTheReply) await client.WriteAsync(packets.Packet[..(packets.Packet.Length / 2)], ended.Token);
                        return;
                    }
                    if (_cut != CutPoint.BeforeTheReply) await client.WriteAsync(packets.Packet, ended.Token);
                }
            });
        }

        /// <summary>However one direction ends, the other does too.</summary>
        private async Task ForwardAsync(Func<Task> forward)
        {
            try
            {
                await forward();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The connection is over; what that means is for the client to say.
            }
            finally
            {
                await ended.CancelAsync();
            }
        }
    }
}
