using System.Reflection;
using System.Runtime.Loader;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Oracle.Tests.Rendering;
using RunkonFlow.Typed.Oracle.Tests.Running;

namespace RunkonFlow.Typed.Oracle.Tests.Compiling;

/// <summary>A batch of programs as one loaded assembly: the workflows, their machines and their references.</summary>
/// <remarks>It stays loaded: unloading has ended in a segmentation fault of the runtime (10.0.12), and all batches fit into memory.</remarks>
public sealed class LoadedPrograms
{
    private readonly Dictionary<string, FlowMachine> _machines;
    private readonly Assembly _assembly;
    private readonly IReadOnlyList<string> _messages;

    public LoadedPrograms(Stream image, IReadOnlyList<RenderedProgram> programs, IReadOnlyList<string> messages)
    {
        _messages = messages;
        _assembly = new AssemblyLoadContext("programs").LoadFromStream(image);
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

    private Type TypeOf(string name) => _assembly.GetType($"{RenderedProgram.Namespace}.{name}", throwOnError: true)!;
}
