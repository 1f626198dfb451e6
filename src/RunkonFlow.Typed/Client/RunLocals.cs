using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace RunkonFlow.Typed.Client;

/// <summary>
/// What a flow holds at the operation at which its run was stored last: parameters, and locals that are read again further on.
/// </summary>
/// <example><code>var hold = (await client.GetLocalsAsync(runId))!.Get&lt;Hold&gt;("hold");</code></example>
public sealed class RunLocals : IReadOnlyList<RunLocal>
{
    private readonly IReadOnlyList<RunLocal> _locals;

    internal RunLocals(RunId runId, string? atNode, IReadOnlyList<RunLocal> locals) => (RunId, AtNode, _locals) = (runId, atNode, locals);

    /// <summary>The run.</summary>
    public RunId RunId { get; }

    /// <summary>The operation at which it stands; null at its start and its end.</summary>
    public string? AtNode { get; }

    /// <inheritdoc/>
    public int Count => _locals.Count;

    /// <inheritdoc/>
    public RunLocal this[int index] => _locals[index];

    /// <summary>A local's value.</summary>
    /// <param name="name">The user's name for it; one of a sub-flow or a branch with its part before it, <c>review/verdict</c>.</param>
    /// <exception cref="KeyNotFoundException">No local of that name lives there.</exception>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public T Get<T>(string name) => Find(name) is { } local
        ? local.Value is T value ? value : local.Value is null && default(T) is null ? default! : throw new InvalidCastException($"The local '{name}' is of type {local.Type}, not {typeof(T)}.")
        : throw new KeyNotFoundException($"No local '{name}' lives at '{AtNode}'; there are: {string.Join(", ", _locals.Select(FullName))}.");

    /// <summary>A local's value, if one of that name and type lives there.</summary>
    public bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (Find(name) is not { } local || local.Value is not T known) return false;
        value = known;
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<RunLocal> GetEnumerator() => _locals.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RunLocal? Find(string name) => _locals.FirstOrDefault(local => FullName(local) == name);

    private static string FullName(RunLocal local) => local.Part.Length == 0 ? local.Name : $"{local.Part}/{local.Name}";
}
