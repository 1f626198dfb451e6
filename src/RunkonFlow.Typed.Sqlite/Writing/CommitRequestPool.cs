using System.Collections.Concurrent;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>Requests that wait for their next commit.</summary>
internal sealed class CommitRequestPool
{
    private const int Limit = 1024;

    private readonly ConcurrentQueue<CommitRequest> _free = new();

    public CommitRequest Rent() => _free.TryDequeue(out var request) ? request : new(this);

    public void Return(CommitRequest request)
    {
        if (_free.Count < Limit) _free.Enqueue(request);
    }
}
