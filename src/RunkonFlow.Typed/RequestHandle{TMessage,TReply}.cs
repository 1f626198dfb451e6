using System.Text.Json;

namespace RunkonFlow.Typed;

/// <summary>A signal whose messages are answered, as a workflow's generated <c>Signals</c> name it.</summary>
/// <typeparam name="TMessage">What is sent.</typeparam>
/// <typeparam name="TReply">What the flow answers.</typeparam>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The signal's id.</param>
/// <param name="Write">Writes the request as JSON. Called by the client.</param>
/// <param name="Read">Reads the reply from JSON. Called by the client.</param>
public sealed record RequestHandle<TMessage, TReply>(
    string Workflow, string Id, Action<Utf8JsonWriter, Request<TMessage, TReply>> Write, Func<ReadOnlyMemory<byte>, TReply> Read)
{
    /// <summary>Ids that the signal had before: a request that was sent under one of them with the same key is the same, and so is its reply.</summary>
    public IReadOnlyList<string> FormerIds { get; init; } = [];
}
