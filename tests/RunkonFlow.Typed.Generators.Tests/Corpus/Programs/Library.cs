// Steps of another assembly, which no rule about declarations sees.
using System.Threading.Tasks;
using RunkonFlow.Typed;

namespace Scales;

public interface IScale
{
    [Step]
    Task<int> WeighAsync(in int grams);

    [Step]
    Task<int> ChangeAsync(ref int grams);

    [Step]
    Task ReadAsync(out int grams);

    [Step]
    Task<object> TakeAsync(int grams);
}
