using System.Text.Json;
using System.Text.Json.Serialization;
using RunkonFlow.Typed.Engine;

namespace RunkonFlow.Typed.Testing.Running;

/// <summary>What a test puts in the place of steps, and which attempts were made.</summary>
internal sealed class StepStandIns(TimeProvider time)
{
    // As the emitted readers have it: enums by name, tuples by their fields.
    private static readonly JsonSerializerOptions s_json = new() { IncludeFields = true, Converters = { new JsonStringEnumConverter() } };

    private readonly Lock _lock = new();
    private readonly List<StepCall> _calls = [];
    private readonly Dictionary<StepKey, Queue<StepBody>> _once = [];
    private readonly Dictionary<StepKey, StepBody> _always = [];

    public IReadOnlyList<StepCall> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    public int Count
    {
        get
        {
            lock (_lock) return _calls.Count;
        }
    }

    /// <summary>The next attempts, before whatever stands in always.</summary>
    public void AddOnce(StepHandle step, StepBody body, int times)
    {
        lock (_lock)
        {
            var key = StepKey.Of(step);
            if (!_once.TryGetValue(key, out var bodies)) _once.Add(key, bodies = new());
            for (var i = 0; i < times; i++) bodies.Enqueue(body);
        }
    }

    public void SetAlways(StepHandle step, StepBody body)
    {
        lock (_lock) _always[StepKey.Of(step)] = body;
    }

    /// <summary>What the engine asks before each attempt.</summary>
    public StepBody? For(string workflow, NodeDefinition node, StepContext step)
    {
        // The step that decides an automated gate is none of the flow.
        if (node.Kind != NodeKind.Step) return null;
        var key = new StepKey(workflow, node.StepId);
        lock (_lock)
        {
            _calls.Add(new(workflow, node.StepId, node.Id, step.Path, step.Attempt, step.RunId, time.GetUtcNow()));
            if (_once.TryGetValue(key, out var bodies) && bodies.TryDequeue(out var once)) return once;
            return _always.GetValueOrDefault(key);
        }
    }

    /// <summary>A body whose result is made by a function.</summary>
    public static StepBody Returning<TResult>(Func<StepContext, CancellationToken, ValueTask<TResult>> result) => (frame, node, step, token) =>
    {
        var call = result(step, token);
        if (!call.IsCompletedSuccessfully && frame is not CompensationFrame) return frame.ReadResultAsync(JsonOfAsync(call), node);
        // Nobody takes what a compensation returns.
        if (frame is not CompensationFrame) frame.ReadResult(JsonOf(call.GetAwaiter().GetResult()), node);
        return default;
    };

    /// <summary>A body without result.</summary>
    public static StepBody Doing(Func<StepContext, CancellationToken, ValueTask> action) => (_, _, step, token) => action(step, token);

    private static async ValueTask<ReadOnlyMemory<byte>> JsonOfAsync<TResult>(ValueTask<TResult> result) => JsonOf(await result.ConfigureAwait(false));

    private static ReadOnlyMemory<byte> JsonOf<TResult>(TResult result) => JsonSerializer.SerializeToUtf8Bytes(result, s_json);

    private readonly record struct StepKey(string Workflow, string Id)
    {
        public static StepKey Of(StepHandle step) => new(step.Workflow, step.Id);
    }
}
