using System.Reflection;
using System.Runtime.Loader;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Oracle.Tests.Rendering;
using RunkonFlow.Typed.Oracle.Tests.Running;

namespace RunkonFlow.Typed.Oracle.Tests.Compiling;

/// <summary>A batch of programs as one loaded assembly: the workflows, their machines and their references.</summary>
public sealed class LoadedPrograms : IDisposable
{
    private readonly AssemblyLoadContext _context = new("programs", isCollectible: true);
    private readonly Dictionary<string, FlowMachine> _machines;
    private readonly Assembly _assembly;
    private readonly IReadOnlyList<string> _messages;

    public LoadedPrograms(Stream image, IReadOnlyList<RenderedProgram> programs, IReadOnlyList<string> messages)
    {
        _messages = messages;
        _assembly = _context.LoadFromStream(image);
        Programs = programs;
        _machines = _assembly.GetTypes().Where(t => typeof(FlowMachine).IsAssignableFrom(t) && !t.IsAbstract)
            .Select(t => (FlowMachine)Activator.CreateInstance(t, nonPublic: true)!)
            .ToDictionary(m => m.Definition.Id);
    }

    public IReadOnlyList<RenderedProgram> Programs { get; }

    public FlowMachine? MachineOf(RenderedProgram program) => _machines.GetValueOrDefault(program.Name.ToLowerInvariant());

    /// <summary>What the generator reported about a program.</summary>
    public string MessagesOf(RenderedProgram program)
        => string.Join("; ", _messages.Where(m => m.Contains($".{program.Name}'", StringComparison.Ordinal)));

    public object CreateWorkflow(RenderedProgram program, World world)
        => Activator.CreateInstance(TypeOf(program.Name), world, new Library(world))!;

    public OracleReference CreateReference(RenderedProgram program, World world)
        => (OracleReference)Activator.CreateInstance(TypeOf($"{program.Name}Reference"), world)!;

    public void Dispose() => _context.Unload();

    private Type TypeOf(string name) => _assembly.GetType($"{RenderedProgram.Namespace}.{name}", throwOnError: true)!;
}
