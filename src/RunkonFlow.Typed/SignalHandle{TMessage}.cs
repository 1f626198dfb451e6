using System.Text.Json;

namespace RunkonFlow.Typed;

/// <summary>A signal of a workflow, as its generated <c>Signals</c> name it.</summary>
/// <typeparam name="TMessage">What is sent.</typeparam>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The signal's id.</param>
/// <param name="Write">Writes the message as JSON. Called by the client.</param>
public sealed record SignalHandle<TMessage>(string Workflow, string Id, Action<Utf8JsonWriter, TMessage> Write)
{
    /// <summary>Ids that the signal had before: a message that was sent under one of them with the same key is the same.</summary>
    public IReadOnlyList<string> FormerIds { get; init; } = [];
}
