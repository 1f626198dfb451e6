using RunkonFlow.Typed.Client;

namespace RunkonFlow.Typed.Machines;

/// <summary>Takes what a frame shows of its locals. Called by emitted code.</summary>
public sealed class LocalsList
{
    private readonly List<RunLocal> _locals;
    private readonly string _part;

    internal LocalsList()
        : this([], "")
    {
    }

    private LocalsList(List<RunLocal> locals, string part) => (_locals, _part) = (locals, part);

    internal IReadOnlyList<RunLocal> Locals => _locals;

    /// <summary>Adds a local of the frame.</summary>
    public void Add<T>(string name, T value) => _locals.Add(new(name, typeof(T), value, _part));

    /// <summary>The list for the frame of a sub-flow or a branch, by the id of its call.</summary>
    public LocalsList In(string part) => new(_locals, _part.Length == 0 ? part : $"{_part}/{part}");
}
